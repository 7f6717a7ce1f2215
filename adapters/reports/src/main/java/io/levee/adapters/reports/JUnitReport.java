package io.levee.adapters.reports;

import io.levee.adapters.reports.ReviewReport.AskedTeam;
import io.levee.adapters.reports.ReviewReport.Concern;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// JUnit's XML, as continuous integration shows it: each team is a test, each finding that blocks a
/// failure.
final class JUnitReport {
    private JUnitReport() {}

    static String of(ReviewReport report) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "levee review");
            xml.writeAttribute("tests", Integer.toString(report.teams().size()));
            xml.writeAttribute("failures", Long.toString(count(report, "unsatisfied")));
            xml.writeAttribute("errors", Long.toString(count(report, "error")));
            xml.writeAttribute("skipped", Long.toString(count(report, "waiting")));
            for (AskedTeam team : report.teams()) {
                team(team, report.findings(), xml);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string cannot be written to", e);
        }
        return out + "\n";
    }

    private static long count(ReviewReport report, String state) {
        return report.teams().stream()
                .filter(team -> team.state().equals(state))
                .count();
    }

    private static void team(AskedTeam team, List<Concern> findings, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "review");
        xml.writeAttribute("name", team.team());
        switch (team.state()) {
            case "unsatisfied" -> {
                for (Concern concern : findings) {
                    if (concern.team().equals(team.team()) || concern.also().contains(team.team())) {
                        outcome("failure", concern.rule(), place(concern), xml);
                    }
                }
            }
            case "error" -> outcome("error", "rules could not be asked", team.why(), xml);
            case "waiting" -> outcome("skipped", "a person must look", team.why(), xml);
            default -> {}
        }
        xml.writeEndElement();
    }

    private static String place(Concern concern) {
        return "%s:%d %s".formatted(concern.file(), concern.line(), concern.message());
    }

    private static void outcome(String element, String message, String text, XMLStreamWriter xml)
            throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("message", Shown.plain(message));
        xml.writeCharacters(Shown.plain(text));
        xml.writeEndElement();
    }
}
