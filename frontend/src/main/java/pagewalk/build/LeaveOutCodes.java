package pagewalk.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teavm.model.AnnotationReader;
import org.teavm.model.AnnotationValue;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.FieldReference;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ArrayElementType;
import org.teavm.model.instructions.ConstructArrayInstruction;
import org.teavm.model.instructions.ConstructInstruction;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.GetFieldInstruction;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.PutElementInstruction;
import org.teavm.model.instructions.PutFieldInstruction;
import org.teavm.model.instructions.UnwrapArrayInstruction;
import pagewalk.engine.util.PartCodes;

/**
 * Makes the constants of an enum that belong to parts a program leaves out one and the same constant: the first of them
 * stands for all, and {@code values()} has it once.
 */
final class LeaveOutCodes {
    private final ClassHolder type;
    private final List<int[]> leftOut = new ArrayList<>();
    private final List<FieldReference> kept = new ArrayList<>();
    private @Nullable FieldReference standIn;

    private LeaveOutCodes(ClassHolder type) {
        this.type = type;
    }

    /** Changes {@code type} if it is an enum with codes, for a program that has {@code parts}. */
    static void of(ClassHolder type, Set<String> parts) {
        AnnotationReader codes = type.getAnnotations().get(PartCodes.class.getName());
        if (codes == null) {
            return;
        }
        LeaveOutCodes change = new LeaveOutCodes(type);
        for (AnnotationValue text : codes.getValue("value").getList()) {
            change.addRange(text.getString(), parts);
        }
        change.rewriteConstants();
        change.rewriteValues();
    }

    private void addRange(String text, Set<String> parts) {
        int space = text.indexOf(' ');
        int dash = text.indexOf('-', space);
        if (!parts.contains(text.substring(0, space))) {
            int first = Integer.parseInt(text.substring(space + 1, dash));
            int last = Integer.parseInt(text.substring(dash + 1));
            leftOut.add(new int[] {first, last});
        }
    }

    private boolean isLeftOut(int code) {
        return leftOut.stream().anyMatch(range -> code >= range[0] && code <= range[1]);
    }

    /** Walks over the static initialiser: a constant is what lies from its construction to the store in its field. */
    private void rewriteConstants() {
        for (BasicBlock block : method("<clinit>").getProgram().getBasicBlocks()) {
            List<Instruction> constant = new ArrayList<>();
            Instruction at = block.getFirstInstruction();
            while (at != null) {
                Instruction next = at.getNext();
                boolean begins = at instanceof ConstructInstruction make
                        && make.getType().equals(type.getName());
                if (begins || !constant.isEmpty()) {
                    constant.add(at);
                }
                if (at instanceof PutFieldInstruction put && isConstant(put)) {
                    rewrite(constant, put);
                    constant.clear();
                }
                at = next;
            }
        }
    }

    private boolean isConstant(PutFieldInstruction put) {
        return put.getField().getClassName().equals(type.getName())
                && put.getFieldType() instanceof ValueType.Object object
                && object.getClassName().equals(type.getName());
    }

    private void rewrite(List<Instruction> constant, PutFieldInstruction put) {
        List<IntegerConstantInstruction> numbers = new ArrayList<>();
        for (Instruction instruction : constant) {
            if (instruction instanceof IntegerConstantInstruction number) {
                numbers.add(number);
            }
        }
        if (numbers.size() < 2) {
            throw new IllegalStateException(
                    type.getName() + "." + put.getField().getFieldName() + " has no code");
        }
        FieldReference other = standIn;
        if (other != null && isLeftOut(numbers.get(1).getConstant())) {
            GetFieldInstruction get = new GetFieldInstruction();
            get.setField(other);
            get.setFieldType(put.getFieldType());
            get.setReceiver(put.getValue());
            put.insertPrevious(get);
            constant.stream().filter(instruction -> instruction != put).forEach(Instruction::delete);
            return;
        }
        if (isLeftOut(numbers.get(1).getConstant())) {
            standIn = put.getField();
        }
        numbers.get(0).setConstant(kept.size());
        kept.add(put.getField());
    }

    /** The array behind {@code values()}, of the constants that were kept. */
    private void rewriteValues() {
        MethodHolder method = method("$values");
        ValueType item = ValueType.object(type.getName());
        Program program = new Program();
        program.createVariable();
        BasicBlock block = program.createBasicBlock();
        ConstructArrayInstruction make = new ConstructArrayInstruction();
        make.setItemType(item);
        make.setSize(number(block, kept.size()));
        make.setReceiver(program.createVariable());
        block.add(make);
        UnwrapArrayInstruction unwrap = new UnwrapArrayInstruction(ArrayElementType.OBJECT);
        unwrap.setArray(make.getReceiver());
        unwrap.setReceiver(program.createVariable());
        block.add(unwrap);
        for (int i = 0; i < kept.size(); i++) {
            GetFieldInstruction get = new GetFieldInstruction();
            get.setField(kept.get(i));
            get.setFieldType(item);
            get.setReceiver(program.createVariable());
            block.add(get);
            PutElementInstruction put = new PutElementInstruction(ArrayElementType.OBJECT);
            put.setArray(unwrap.getReceiver());
            put.setIndex(number(block, i));
            put.setValue(get.getReceiver());
            block.add(put);
        }
        ExitInstruction exit = new ExitInstruction();
        exit.setValueToReturn(make.getReceiver());
        block.add(exit);
        method.setProgram(program);
    }

    private static Variable number(BasicBlock block, int value) {
        IntegerConstantInstruction number = new IntegerConstantInstruction();
        number.setConstant(value);
        number.setReceiver(block.getProgram().createVariable());
        block.add(number);
        return number.getReceiver();
    }

    private MethodHolder method(String name) {
        for (MethodHolder method : type.getMethods()) {
            if (method.getName().equals(name)) {
                return method;
            }
        }
        throw new IllegalStateException(type.getName() + " has no " + name);
    }
}
