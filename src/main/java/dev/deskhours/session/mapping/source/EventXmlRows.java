package dev.deskhours.session.mapping.source;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Windows events as XML, one behind the other, with or without an element around them. Columns: {@code TimeCreated},
 * {@code ProviderName}, every other element of {@code System} by its name, the values of {@code EventData} by their
 * {@code Name}, those of {@code UserData} by the name of the element.
 */
final class EventXmlRows implements Rows {
    private static final int MAX_VALUE = 64 * 1024;

    private final XMLStreamReader xml;
    private final Set<String> columns;
    private final Map<String, String> values = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private String name;
    private long line;

    EventXmlRows(Reader body, Set<String> columns) {
        this.columns = columns;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            this.xml = factory.createXMLStreamReader(new RootedXml(body));
        } catch (XMLStreamException wrong) {
            throw reason(wrong);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public boolean next() {
        values.clear();
        try {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Event")) {
                    line = xml.getLocation().getLineNumber();
                    readEvent();
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException wrong) {
            throw reason(wrong);
        }
    }

    @Override
    public String value(String column) {
        return values.get(column);
    }

    @Override
    public long line() {
        return line;
    }

    private void readEvent() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    begin();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> addText();
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    put(name, text.toString());
                    name = null;
                }
                default -> {}
            }
        }
    }

    private void begin() {
        text.setLength(0);
        String element = xml.getLocalName();
        name = element.equals("Data") ? xml.getAttributeValue(null, "Name") : element;
        if (element.equals("TimeCreated")) {
            put(element, xml.getAttributeValue(null, "SystemTime"));
        } else if (element.equals("Provider")) {
            put("ProviderName", xml.getAttributeValue(null, "Name"));
        }
    }

    private void addText() {
        if (name != null && columns.contains(name)) {
            if (text.length() + xml.getTextLength() > MAX_VALUE) {
                throw new SourceException(line, name + " is longer than " + MAX_VALUE + " characters");
            }
            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
    }

    /** The first value of a name stays. A dash is how Windows writes that there is none. */
    private void put(String column, String value) {
        if (column != null && columns.contains(column) && value != null && !value.isBlank() && !value.equals("-")) {
            values.putIfAbsent(column, value.strip());
        }
    }

    private static SourceException reason(XMLStreamException wrong) {
        if (wrong.getNestedException() instanceof SourceException reason) {
            return reason;
        }
        int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNumber();
        return new SourceException(line, "malformed XML");
    }
}
