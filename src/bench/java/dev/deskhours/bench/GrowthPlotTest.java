package dev.deskhours.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

import static org.assertj.core.api.Assertions.assertThat;

class GrowthPlotTest {
    private static final List<Outcome> ALL = List.of(Outcomes.of(Size.S), Outcomes.of(Size.M), Outcomes.of(Size.L));

    @Test
    void statesTheExponents() throws Exception {
        String svg = new GrowthPlot(ALL).svg();
        assertThat(document(svg).getElementsByTagName("circle").getLength()).isGreaterThan(40);
        assertThat(svg)
                .contains("0 days stored: exponent 1.00", "179 days stored: exponent 1.00")
                .contains("1,000,000 desktops: exponent 0.03")
                .contains("all days, sorted: exponent 1.00")
                .contains("1,000,000 desktops, 30 days, by days kept: exponent 0.03");
    }

    @Test
    void oneSizeIsDrawnWithoutALaw() throws Exception {
        String svg = new GrowthPlot(List.of(ALL.get(0))).svg();
        assertThat(document(svg).getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg).contains(">0 days stored<");
    }

    @Test
    void nothingMeasuredIsAnEmptyPicture() throws Exception {
        assertThat(document(new GrowthPlot(List.of()).svg())
                        .getElementsByTagName("circle")
                        .getLength())
                .isZero();
    }

    private static Document document(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
