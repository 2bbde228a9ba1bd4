package pagewalk.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rule book is complete and its names are unique. */
final class RuleTest {
    @ParameterizedTest
    @EnumSource
    void everyRuleSaysWhatAndWhere(Rule rule) {
        assertTrue(rule.id().matches("[a-z]+(\\.[a-z0-9-]+)?"), rule.id());
        assertTrue(rule.sentence().matches("(?s)[A-Z/].*\\."), rule.sentence());
        assertTrue(
                rule.source().equals("Pagewalk") || rule.source().matches("[a-z0-9_/-]+\\.[ch] \\w+(\\(\\))?"),
                rule.source());
        assertSame(rule, Rule.of(rule.code()));
        assertSame(rule, Rule.byId(rule.id()));
    }

    @Test
    void idsAndCodesAreUnique() {
        Set<String> ids = new HashSet<>();
        Set<Integer> codes = new HashSet<>();
        Set<String> sentences = new HashSet<>();
        for (Rule rule : Rule.values()) {
            assertTrue(ids.add(rule.id()), rule.id());
            assertTrue(codes.add(rule.code()), rule.id());
            assertTrue(sentences.add(rule.sentence()), rule.id());
        }
    }

    @Test
    void anUnknownRuleIsNone() {
        assertSame(Rule.NONE, Rule.of(-1));
        assertSame(Rule.NONE, Rule.of(9));
        assertSame(Rule.NONE, Rule.of(100_000));
        assertNull(Rule.byId("buddy.nothing"));
        assertEquals(0, Rule.NONE.code());
    }
}
