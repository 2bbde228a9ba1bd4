package pagewalk.engine.rule;

/** What a rule says, for rules that are written down apart from the list of codes. */
record RuleText(String id, String sentence, String source) {}
