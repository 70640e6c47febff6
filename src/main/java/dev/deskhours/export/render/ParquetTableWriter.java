package dev.deskhours.export.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Writes Parquet with types: INT64, DECIMAL of hours, TIMESTAMP in UTC, DATE, and text (docs/spec/delivery.md, Formats). */
final class ParquetTableWriter implements TableWriter {
    /** So much of a file is in memory at a time. */
    private static final long ROW_GROUP_BYTES = 8L << 20;

    private static final int HOURS_PRECISION = 18;
    private static final int HOURS_SCALE = 2;

    private final ParquetWriter<Object[]> rows;
    private final Object[] row;
    private int column;

    ParquetTableWriter(OutputStream out, List<Column> columns) throws IOException {
        row = new Object[columns.size()];
        rows = new Builder(new Sink(out), schema(columns))
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new JdkGzip())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build();
    }

    @Override
    public TableWriter text(String value) {
        return value(value == null ? null : Binary.fromString(value));
    }

    @Override
    public TableWriter number(long value) {
        return value(value);
    }

    @Override
    public TableWriter hours(long seconds) {
        return value(TableWriter.hundredths(seconds));
    }

    @Override
    public TableWriter instant(Instant value) {
        return value(value == null ? null : Math.multiplyExact(value.getEpochSecond(), 1000L));
    }

    @Override
    public TableWriter date(LocalDate value) {
        return value(value == null ? null : Math.toIntExact(value.toEpochDay()));
    }

    @Override
    public TableWriter endRow() throws IOException {
        rows.write(row);
        column = 0;
        return this;
    }

    @Override
    public void finish() throws IOException {
        rows.close();
    }

    private TableWriter value(Object value) {
        row[column++] = value;
        return this;
    }

    private static MessageType schema(List<Column> columns) {
        return new MessageType(
                "export", columns.stream().map(ParquetTableWriter::type).toArray(Type[]::new));
    }

    private static Type type(Column column) {
        return switch (column.type()) {
            case TEXT ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
            case NUMBER -> Types.required(PrimitiveTypeName.INT64).named(column.name());
            case HOURS ->
                Types.required(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.decimalType(HOURS_SCALE, HOURS_PRECISION))
                        .named(column.name());
            case INSTANT ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MILLIS))
                        .named(column.name());
            case DATE ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(column.name());
        };
    }

    private static final class Builder extends ParquetWriter.Builder<Object[], Builder> {
        private final MessageType schema;

        Builder(OutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Object[]> getWriteSupport(Configuration configuration) {
            return new Rows(schema);
        }

        @Override
        protected WriteSupport<Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return new Rows(schema);
        }
    }

    /** Rows of values in the order of the columns. */
    private static final class Rows extends WriteSupport<Object[]> {
        private final MessageType schema;
        private RecordConsumer file;

        Rows(MessageType schema) {
            this.schema = schema;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            file = consumer;
        }

        @Override
        public void write(Object[] values) {
            file.startMessage();
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null) {
                    String name = schema.getFieldName(i);
                    file.startField(name, i);
                    add(values[i]);
                    file.endField(name, i);
                }
            }
            file.endMessage();
        }

        private void add(Object value) {
            if (value instanceof Binary text) {
                file.addBinary(text);
            } else if (value instanceof Long number) {
                file.addLong(number);
            } else {
                file.addInteger((Integer) value);
            }
        }
    }

    /** The library's own goes through Hadoop. */
    private static final class JdkGzip
            implements CompressionCodecFactory, CompressionCodecFactory.BytesInputCompressor {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return this;
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("files are only written");
        }

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                bytes.writeAllTo(gzip);
            }
            return BytesInput.from(compressed.toByteArray());
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.GZIP;
        }

        @Override
        public void release() {
            // Holds nothing.
        }
    }

    /** The stream under a table, which stays open. */
    private static final class Sink extends PositionOutputStream implements OutputFile {
        private final OutputStream out;
        private long position;

        Sink(OutputStream out) {
            this.out = out;
        }

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return this;
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return this;
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }
    }
}
