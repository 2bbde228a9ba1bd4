package pagewalk.build;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.teavm.model.AnnotationReader;
import org.teavm.model.AnnotationValue;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ClassReader;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.NullConstantInstruction;
import pagewalk.engine.util.Part;

/**
 * Runs inside the compiler, before it looks at what is reachable: the opening method of each part that a program leaves
 * out answers null, so nothing of the part is compiled.
 */
public final class LeaveOut implements ClassHolderTransformer {
    @Override
    public void transformClass(ClassHolder holder, ClassHolderTransformerContext context) {
        for (MethodHolder method : holder.getMethods()) {
            AnnotationReader part = method.getAnnotations().get(Part.class.getName());
            if (part == null) {
                continue;
            }
            Set<String> parts = partsOf(context);
            if (parts != null && !parts.contains(part.getValue("value").getString())) {
                method.setProgram(answeringNull(method.parameterCount()));
            }
        }
    }

    /** The parts of the program that is being compiled; null for all. */
    private static @Nullable Set<String> partsOf(ClassHolderTransformerContext context) {
        ClassReader program = context.getHierarchy().getClassSource().get(context.getEntryPoint());
        AnnotationReader parts = program.getAnnotations().get(Parts.class.getName());
        if (parts == null) {
            return null;
        }
        Set<String> names = new TreeSet<>();
        for (AnnotationValue name : parts.getValue("value").getList()) {
            names.add(name.getString());
        }
        return names;
    }

    private static Program answeringNull(int parameters) {
        Program program = new Program();
        for (int i = 0; i <= parameters; i++) {
            program.createVariable();
        }
        Variable nothing = program.createVariable();
        BasicBlock block = program.createBasicBlock();
        NullConstantInstruction make = new NullConstantInstruction();
        make.setReceiver(nothing);
        block.add(make);
        ExitInstruction exit = new ExitInstruction();
        exit.setValueToReturn(nothing);
        block.add(exit);
        return program;
    }
}
