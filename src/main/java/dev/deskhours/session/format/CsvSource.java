package dev.deskhours.session.format;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.UUID;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;

import dev.deskhours.session.record.RecordFields;
import dev.deskhours.web.ApiException;

/** Records as rows of CSV. A quote in a wrong place ends the reading: nobody knows where the next row begins. */
final class CsvSource implements RecordSource {
    private final RecordFields fields;
    private final CsvRows rows;
    private final Iterator<RecordFields> iterator;
    private boolean ended;

    CsvSource(InputStream body, RecordFields fields) {
        this.fields = fields;
        String endMark = "\u0000" + UUID.randomUUID();
        this.rows = new CsvRows(fields, endMark);
        this.iterator = CsvReader.builder()
                .skipEmptyLines(true)
                .acceptCharsAfterQuotes(false)
                .maxBufferSize(CsvRows.MAX_FIELD + 32 * 1024)
                .build(rows, new EndMarkedReader(new Utf8Reader(body), endMark))
                .iterator();
    }

    @Override
    public boolean next() {
        if (ended) {
            return false;
        }
        try {
            ended = !iterator.hasNext() || rows.isEndMark();
            if (ended) {
                return false;
            }
            iterator.next();
        } catch (UncheckedIOException e) {
            refuseMalformed(e);
        } catch (CsvParseException e) {
            refuseRest(e);
        }
        return true;
    }

    private void refuseMalformed(UncheckedIOException e) {
        if (!(e.getCause() instanceof CharacterCodingException)) {
            throw e;
        }
        refuseLast("malformed UTF-8");
    }

    private void refuseRest(CsvParseException e) {
        // The parser wraps whatever is thrown below it, which may well be an answer of its own.
        if (e.getCause() instanceof ApiException answer) {
            throw answer;
        }
        if (e.getCause() instanceof UncheckedIOException failure) {
            throw failure;
        }
        if (!(e.getCause() instanceof CsvParseException)) {
            throw e;
        }
        refuseLast("malformed CSV: a quote in a wrong place or a field longer than " + CsvRows.MAX_FIELD);
    }

    private void refuseLast(String reason) {
        ended = true;
        if (!rows.hasHeader()) {
            throw ApiException.brokenRule("the header row of the CSV: " + reason);
        }
        fields.refuseRecord(reason);
    }
}
