package pagewalk.build;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.teavm.model.AnnotationReader;
import org.teavm.model.AnnotationValue;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ClassReader;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NullConstantInstruction;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.Part;
import pagewalk.web.Parts;

/**
 * Runs inside the compiler, before it looks at what is reachable: the methods through which a part is reached that a
 * program leaves out answer nothing, as {@link Part} says, so nothing of the part is compiled.
 */
public final class LeaveOut implements ClassHolderTransformer {
    private static final String OURS = "pagewalk.";

    @Override
    public void transformClass(ClassHolder holder, ClassHolderTransformerContext context) {
        if (!holder.getName().startsWith(OURS)) {
            return;
        }
        Predicate<String> parts = partsOf(context);
        if (parts == null) {
            return;
        }
        LeaveOutCodes.of(holder, parts);
        for (MethodHolder method : holder.getMethods()) {
            AnnotationReader part = method.getAnnotations().get(Part.class.getName());
            if (part != null && !parts.test(part.getValue("value").getString())) {
                method.setProgram(answering(method));
            }
        }
    }

    /** Which parts the program has that is being compiled; null for all. */
    private static @Nullable Predicate<String> partsOf(ClassHolderTransformerContext context) {
        ClassReader program = context.getHierarchy().getClassSource().get(context.getEntryPoint());
        AnnotationReader parts = program.getAnnotations().get(Parts.class.getName());
        if (parts == null) {
            return null;
        }
        Set<String> without = names(parts.getValue("without"));
        Set<String> with = names(parts.getValue("value"));
        return without.isEmpty() ? with::contains : part -> !without.contains(part);
    }

    private static Set<String> names(@Nullable AnnotationValue list) {
        Set<String> names = new TreeSet<>();
        for (AnnotationValue name : list == null ? List.<AnnotationValue>of() : list.getList()) {
            names.add(name.getString());
        }
        return names;
    }

    private static Program answering(MethodHolder method) {
        Program program = new Program();
        for (int i = 0; i <= method.parameterCount(); i++) {
            program.createVariable();
        }
        BasicBlock block = program.createBasicBlock();
        ValueType result = method.getResultType();
        boolean object = result != ValueType.VOID && !(result instanceof ValueType.Primitive);
        if (!object && result != ValueType.BOOLEAN) {
            InvokeInstruction fail = new InvokeInstruction();
            fail.setType(InvocationType.SPECIAL);
            fail.setMethod(new MethodReference(Check.class, "leftOut", void.class));
            block.add(fail);
        }
        ExitInstruction exit = new ExitInstruction();
        if (result != ValueType.VOID) {
            Variable nothing = program.createVariable();
            block.add(object ? makingNull(nothing) : makingZero(nothing));
            exit.setValueToReturn(nothing);
        }
        block.add(exit);
        return program;
    }

    private static Instruction makingNull(Variable into) {
        NullConstantInstruction make = new NullConstantInstruction();
        make.setReceiver(into);
        return make;
    }

    private static Instruction makingZero(Variable into) {
        IntegerConstantInstruction make = new IntegerConstantInstruction();
        make.setReceiver(into);
        return make;
    }
}
