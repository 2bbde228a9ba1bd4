package pagewalk.build;

import org.jspecify.annotations.Nullable;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.AssignInstruction;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.StringConstantInstruction;
import pagewalk.engine.rule.Rule;

/**
 * Runs inside the compiler: the sentences and sources of rules stay out of the programs, which get them as a file.
 *
 * <p>The rules are written as constructor calls whose last two arguments are sentence and source; these become empty.
 * {@code Rule.sentence()} and {@code source()} ask {@code pagewalk.web.session.RuleWords}. On the JVM nothing changes.
 */
public final class RuleWordsApart implements ClassHolderTransformer {
    private static final String PACKAGE = Rule.class.getPackageName() + ".";
    private static final String WORDS = "pagewalk.web.session.RuleWords";

    @Override
    public void transformClass(ClassHolder holder, ClassHolderTransformerContext context) {
        if (!holder.getName().startsWith(PACKAGE)) {
            return;
        }
        for (MethodHolder method : holder.getMethods()) {
            if (method.getName().equals("<clinit>")) {
                emptyTexts(method.getProgram());
            } else if (holder.getName().equals(Rule.class.getName())
                    && (method.getName().equals("sentence") || method.getName().equals("source"))) {
                method.setProgram(askingWords(method.getName()));
            }
        }
    }

    private static void emptyTexts(Program program) {
        for (BasicBlock block : program.getBasicBlocks()) {
            for (Instruction instruction : block) {
                if (instruction instanceof InvokeInstruction call && makesRule(call.getMethod())) {
                    int last = call.getArguments().size() - 1;
                    empty(call, call.getArguments().get(last));
                    empty(call, call.getArguments().get(last - 1));
                }
            }
        }
    }

    /** A constructor of the package that ends with id, sentence and source. */
    private static boolean makesRule(MethodReference method) {
        int count = method.parameterCount();
        if (!method.getName().equals("<init>") || !method.getClassName().startsWith(PACKAGE) || count < 3) {
            return false;
        }
        ValueType string = ValueType.object("java.lang.String");
        ValueType[] types = method.getParameterTypes();
        return types[count - 1].equals(string) && types[count - 2].equals(string) && types[count - 3].equals(string);
    }

    private static void empty(Instruction call, Variable argument) {
        Variable wanted = argument;
        for (@Nullable Instruction at = call.getPrevious(); at != null; at = at.getPrevious()) {
            if (at instanceof AssignInstruction assign && assign.getReceiver() == wanted) {
                wanted = assign.getAssignee();
            } else if (at instanceof StringConstantInstruction constant && constant.getReceiver() == wanted) {
                constant.setConstant("");
                return;
            }
        }
        throw new IllegalStateException("a rule's text is no constant: " + call);
    }

    private static Program askingWords(String method) {
        Program program = new Program();
        Variable self = program.createVariable();
        Variable words = program.createVariable();
        BasicBlock block = program.createBasicBlock();
        InvokeInstruction ask = new InvokeInstruction();
        ask.setType(InvocationType.SPECIAL);
        ask.setMethod(new MethodReference(
                WORDS, method, ValueType.object(Rule.class.getName()), ValueType.object("java.lang.String")));
        ask.setArguments(self);
        ask.setReceiver(words);
        block.add(ask);
        ExitInstruction exit = new ExitInstruction();
        exit.setValueToReturn(words);
        block.add(exit);
        return program;
    }
}
