package pagewalk.server.lab;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The labs this server offers. */
@ApplicationScoped
public class LabShelf {
    /** A lab as lists show it. */
    public record Entry(String id, String title) {}

    /** All labs in the order they are taught. */
    public List<Entry> entries() {
        return List.of(new Entry("02-split-and-merge", "Split and merge"));
    }
}
