package pagewalk.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
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
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.PartCodes;

/**
 * Makes the constants of an enum that belong to parts a program leaves out one and the same constant: the first of them
 * stands for all, {@code values()} has it once, and whoever names another reads that one.
 */
final class LeaveOutCodes {
    private final ClassHolder type;
    private final Map<String, Map<String, String>> standIns;
    private final List<FieldReference> kept = new ArrayList<>();

    private LeaveOutCodes(ClassHolder type, Map<String, Map<String, String>> standIns) {
        this.type = type;
        this.standIns = standIns;
    }

    /** Changes {@code type}, for a program that has such {@code parts}. */
    static void of(ClassHolder type, Predicate<String> parts) {
        LeaveOutCodes change = new LeaveOutCodes(type, standIns(parts));
        if (change.standIns.containsKey(type.getName())) {
            change.rewriteConstants();
            change.rewriteValues();
        } else {
            change.rewriteReads();
        }
    }

    /** By the name of an enum: the name of each constant that is left out, and of the one that stands for it. */
    private static Map<String, Map<String, String>> standIns(Predicate<String> parts) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        add(all, Rule.values(), Rule::code, parts);
        add(all, EventKind.values(), EventKind::code, parts);
        add(all, Refusal.Reason.values(), Refusal.Reason::code, parts);
        add(all, Command.Verb.values(), Command.Verb::code, parts);
        return all;
    }

    private static <E extends Enum<E>> void add(
            Map<String, Map<String, String>> all, E[] constants, ToIntFunction<E> code, Predicate<String> parts) {
        Class<E> type = constants[0].getDeclaringClass();
        String[] ranges = type.getAnnotation(PartCodes.class).value();
        Map<String, String> names = new TreeMap<>();
        String first = null;
        for (E constant : constants) {
            if (isLeftOut(code.applyAsInt(constant), ranges, parts)) {
                first = first == null ? constant.name() : first;
                names.put(constant.name(), first);
            }
        }
        all.put(type.getName(), names);
    }

    private static boolean isLeftOut(int code, String[] ranges, Predicate<String> parts) {
        for (String range : ranges) {
            int space = range.indexOf(' ');
            int dash = range.indexOf('-', space);
            int first = Integer.parseInt(range.substring(space + 1, dash));
            int last = Integer.parseInt(range.substring(dash + 1));
            if (code >= first && code <= last && !parts.test(range.substring(0, space))) {
                return true;
            }
        }
        return false;
    }

    private void rewriteReads() {
        for (MethodHolder method : type.getMethods()) {
            if (!method.hasProgram()) {
                continue;
            }
            for (BasicBlock block : method.getProgram().getBasicBlocks()) {
                for (Instruction instruction : block) {
                    if (instruction instanceof GetFieldInstruction get) {
                        get.setField(standIn(get.getField()));
                    }
                }
            }
        }
    }

    private FieldReference standIn(FieldReference field) {
        Map<String, String> names = standIns.getOrDefault(field.getClassName(), Map.of());
        String other = names.get(field.getFieldName());
        return other == null ? field : new FieldReference(field.getClassName(), other);
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
                    rewrite(constant, put.getField());
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

    /** Constants that were kept are numbered anew; the first number of a constant is its ordinal. */
    private void rewrite(List<Instruction> constant, FieldReference field) {
        if (!standIn(field).equals(field)) {
            constant.forEach(Instruction::delete);
            return;
        }
        for (Instruction instruction : constant) {
            if (instruction instanceof IntegerConstantInstruction ordinal) {
                ordinal.setConstant(kept.size());
                kept.add(field);
                return;
            }
        }
        throw new IllegalStateException(field + " has no ordinal");
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
