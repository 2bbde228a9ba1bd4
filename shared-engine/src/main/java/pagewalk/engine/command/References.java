package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.LineScanner.Word;

/** Reads how commands name processes and addresses, for all areas that speak of them. */
final class References {
    private References() {}

    /** A process, or what is named in the same way: a number or a name. */
    static PidRef pid(String key, Arguments arguments) {
        String what = key.equals("pid") ? "process" : "segment";
        Word word = arguments.need(key, "a " + what);
        String value = word == null ? "1" : word.value();
        String name = value.startsWith("$") ? value.substring(1) : value;
        if (CommandText.isName(name)) {
            return new PidRef.Named(name);
        }
        int number = Numbers.parse(name);
        if (word != null && number < 0) {
            arguments.fail(word.valueColumn(), key + " is a number or the name of a " + what + "; this is " + value);
        }
        return new PidRef.Number(Math.max(number, 0));
    }

    /** An address that has to be there: a number, a name, or a name and bytes behind it. */
    static AddrRef address(String key, Arguments arguments) {
        return address(arguments.need(key, "an address"), key, arguments);
    }

    /** An address that may be left out, which means 0. */
    static AddrRef addressOr(String key, Arguments arguments) {
        return address(arguments.find(key), key, arguments);
    }

    private static AddrRef address(@Nullable Word word, String key, Arguments arguments) {
        if (word == null) {
            return new AddrRef(0L);
        }
        String value = word.value().startsWith("$") ? word.value().substring(1) : word.value();
        int plus = value.indexOf('+');
        String base = plus < 0 ? value : value.substring(0, plus);
        String rest = plus < 0 ? "0" : value.substring(plus + 1);
        boolean named = CommandText.isName(base);
        if (!Numbers.isBytes(named ? rest : value)) {
            arguments.fail(
                    word.valueColumn(),
                    key + " is a number below 2^64, a name, or a name+bytes; this is " + word.value());
        }
        return named ? new AddrRef(base, Numbers.bytes(rest)) : new AddrRef(Numbers.bytes(value));
    }
}
