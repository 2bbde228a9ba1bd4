package pagewalk.lab.prove;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of one OSTEP exercise.
 *
 * @param letters short names, by long name
 * @param defaults what holds without an option, by its letter; a flag has none
 */
record OstepOptions(Map<String, String> letters, Map<String, String> defaults) {
    private static final Map<String, OstepOptions> ALL = Map.of(
            "malloc.py",
            read("-s --seed 0|-S --size 100|-b --baseAddr 1000|-H --headerSize 0|-a --alignment -1|-p --policy BEST|"
                    + "-l --listOrder ADDRSORT|-C --coalesce|-n --numOps 10|-r --range 10|-P --percentAlloc 50|"
                    + "-A --allocList =|-c --compute"),
            "paging-policy.py",
            read("-a --addresses -1|-f --addressfile =|-n --numaddrs 10|-p --policy FIFO|-b --clockbits 2|"
                    + "-C --cachesize 3|-m --maxpage 10|-s --seed 0|-N --notrace|-c --compute"),
            "relocation.py",
            read("-s --seed 0|-a --asize 1k|-p --physmem 16k|-n --addresses 5|-b --b -1|-l --l -1|-c --compute"),
            "segmentation.py",
            read("-s --seed 0|-A --addresses -1|-a --asize 1k|-p --physmem 16k|-n --numaddrs 5|-b --b0 -1|-l --l0 -1|"
                    + "-B --b1 -1|-L --l1 -1|-c -c"),
            "paging-linear-translate.py",
            read("-A --addresses -1|-s --seed 0|-a --asize 16k|-p --physmem 64k|-P --pagesize 4k|-n --numaddrs 5|"
                    + "-u --used 50|-v -v|-c -c"),
            "paging-multilevel-translate.py",
            read("-s --seed 0|-a --allocated 64|-n --addresses 10|-c --solve"));

    OstepOptions {
        letters = Map.copyOf(letters);
        defaults = Map.copyOf(defaults);
    }

    /** The options of {@code program}; null for one that is not modelled. */
    static @Nullable OstepOptions of(String program) {
        return ALL.get(program);
    }

    private static OstepOptions read(String text) {
        Map<String, String> letters = new TreeMap<>();
        Map<String, String> defaults = new TreeMap<>();
        for (String option : text.split("\\|")) {
            String[] words = option.split(" ");
            letters.put(words[0], words[0]);
            letters.put(words[1], words[0]);
            if (words.length > 2) {
                defaults.put(words[0], words[2].equals("=") ? "" : words[2]);
            }
        }
        return new OstepOptions(letters, defaults);
    }

    /** Whether {@code letter} is an option without a value. */
    boolean isFlag(String letter) {
        return letters.containsKey(letter) && !defaults.containsKey(letter);
    }
}
