package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.content.LabFiles;

/** The lab that docs/authoring.md makes step by step is one, and comes out as the page says. */
class AuthoringGuideTest {
    private static final Path GUIDE = Path.of(System.getProperty("pagewalk.root", ".."), "docs/authoring.md");

    /** The first indented block below a heading. */
    private static String block(String guide, String heading) {
        StringBuilder block = new StringBuilder();
        for (String line : guide.substring(guide.indexOf(heading)).lines().toList()) {
            boolean inside = line.startsWith("    ") || line.isBlank() && !block.isEmpty();
            if (!inside && !block.isEmpty()) {
                break;
            }
            block.append(inside ? line.replaceFirst("^ {4}", "") + "\n" : "");
        }
        return block.toString();
    }

    @Test
    void theLabOfTheGuideHolds() throws IOException {
        String guide = Files.readString(GUIDE);
        LabFiles files = new LabFiles(
                "30-last-free-page",
                "docs/authoring.md",
                block(guide, "## 2. "),
                block(guide, "## 4. "),
                block(guide, "## 3. "));
        Lab lab = Lab.of(files);
        LabProof proof = LabProof.of(lab, 200, i -> lab.variant(VariantSeed.practice("c" + Integer.toHexString(i))));
        assertEquals(java.util.List.of(), proof.problems());
        assertEquals(5, proof.rows().size());
        for (LabProof.Row row : proof.rows()) {
            String shown = guide.lines()
                    .filter(line -> line.contains(" " + row.what() + " ") && line.contains("ask "))
                    .findFirst()
                    .orElse("");
            String numbers = row.spread().least() + row.unit() + " "
                    + row.spread().mean() + row.unit() + " " + row.spread().most() + row.unit();
            assertTrue(shown.replaceAll(" +", " ").endsWith(numbers), row + " is not in the guide: " + shown);
        }
    }
}
