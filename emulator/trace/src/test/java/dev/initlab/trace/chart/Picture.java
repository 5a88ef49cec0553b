package dev.initlab.trace.chart;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;

import dev.initlab.trace.Event;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** A chart as another program reads it. */
record Picture(String svg, Document document) {

    /** Draws events; a chart that is no XML is an AssertionError. */
    static Picture of(List<Event> events) {
        var chart = new BootChart();
        events.forEach(chart::accept);
        String svg = chart.svg();
        try {
            return new Picture(svg, DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg))));
        } catch (Exception e) {
            throw new AssertionError("no XML: " + svg, e);
        }
    }

    List<Element> elements(String name) {
        var nodes = document.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    List<String> texts(String name) {
        return elements(name).stream().map(Element::getTextContent).toList();
    }

    /** Texts of the elements that have this class among theirs. */
    List<String> texts(String name, String css) {
        return elements(name).stream()
                .filter(element -> List.of(element.getAttribute("class").split(" ")).contains(css))
                .map(Element::getTextContent).toList();
    }

    double height() {
        return Double.parseDouble(document.getDocumentElement().getAttribute("height"));
    }
}
