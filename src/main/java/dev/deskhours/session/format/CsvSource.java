package dev.deskhours.session.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

import dev.deskhours.session.record.RecordFields;
import dev.deskhours.web.ApiException;

/** Records as rows of CSV. A quote in a wrong place ends the reading: nobody knows where the next row begins. */
final class CsvSource implements RecordReader.Source {
    private static final String NOT_CLOSED = "Unclosed quoted field";

    private final RecordFields fields;
    private final CsvRows rows;
    private final InputStream body;
    private Iterator<RecordFields> iterator;
    private boolean ended;

    CsvSource(InputStream body, RecordFields fields) {
        this.fields = fields;
        this.rows = new CsvRows(fields);
        this.body = body;
    }

    private Iterator<RecordFields> opened() throws IOException {
        HeaderLine.Peeked header = HeaderLine.peek(new BodyText(body));
        return CsvReader.builder()
                .fieldSeparator(HeaderLine.delimiter(header.line()))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(CsvRows.MAX_FIELD + 32 * 1024)
                .build(rows, header.text())
                .iterator();
    }

    @Override
    public boolean next() {
        if (ended) {
            return false;
        }
        try {
            iterator = iterator == null ? opened() : iterator;
            ended = !iterator.hasNext();
            if (!ended) {
                iterator.next();
            } else if (!rows.hasHeader()) {
                throw ApiException.brokenRule("the CSV has no header row");
            }
            return !ended;
        } catch (MalformedText e) {
            refuseLast(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            refuseMalformed(e);
        } catch (CsvParseException e) {
            refuseRest(e);
        }
        return true;
    }

    private void refuseMalformed(UncheckedIOException e) {
        if (!(e.getCause() instanceof MalformedText malformed)) {
            throw e;
        }
        refuseLast(malformed.getMessage());
    }

    private void refuseRest(CsvParseException e) {
        // The parser wraps whatever is thrown below it, which may well be an answer of its own.
        if (e.getCause() instanceof ApiException answer) {
            throw answer;
        }
        if (e.getCause() instanceof UncheckedIOException failure) {
            throw failure;
        }
        if (e.getCause() != null) {
            throw e;
        }
        if (e.getMessage().startsWith(NOT_CLOSED)) {
            refuseNotClosed();
        } else {
            refuseLast("malformed CSV: a quote in a wrong place or a field longer than " + CsvRows.MAX_FIELD);
        }
    }

    private void refuseNotClosed() {
        if (!rows.hasHeader()) {
            throw CsvRows.refused("has a quoted field that is not closed");
        }
        refuseLast("a quoted field is not closed");
    }

    private void refuseLast(String reason) {
        ended = true;
        if (!rows.hasHeader()) {
            throw ApiException.brokenRule("the header row of the CSV: " + reason);
        }
        fields.refuseRecord(reason);
    }
}
