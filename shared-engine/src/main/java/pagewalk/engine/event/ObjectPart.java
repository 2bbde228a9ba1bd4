package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/** Where a byte lies, as seen from an object of a slab; the words are the kernel's own when it reports one. */
public enum ObjectPart {
    OWN("Object", Rule.SLAB_WRITE_OWN),
    LEFT_RED_ZONE("Left Redzone", Rule.SLAB_CHECK_RED_ZONE),
    RIGHT_RED_ZONE("Right Redzone", Rule.SLAB_CHECK_RED_ZONE),
    ALIGNMENT("Alignment padding", Rule.SLAB_CHECK_PADDING),
    /** The bytes of a free object. */
    POISON("Poison", Rule.SLAB_CHECK_POISON),
    OBJECT_PADDING("Object padding", Rule.SLAB_CHECK_PADDING),
    FREE_POINTER("Freepointer", Rule.SLAB_CHECK_POINTER),
    /** The free pointer of another object, met on the way along the freelist. */
    FREE_CHAIN("Freechain", Rule.SLAB_CHECK_POINTER),
    /** Who allocated and freed. */
    TRACKS("Track", Rule.SLAB_WRITE_UNSEEN),
    /** What is left at the end of a slab. */
    PADDING("Padding", Rule.SLAB_CHECK_PADDING);

    private final String word;
    private final Rule rule;

    ObjectPart(String word, Rule rule) {
        this.word = word;
        this.rule = rule;
    }

    /** The kernel's name of the part. */
    public String word() {
        return word;
    }

    /** What the kernel says of it when it was written to. */
    public String report() {
        return word + (this == FREE_POINTER || this == FREE_CHAIN ? " corrupt" : " overwritten");
    }

    /** The rule of its check. */
    public Rule rule() {
        return rule;
    }

    /** The part with this place in the enum, as events carry it. */
    public static ObjectPart of(int place) {
        return values()[place];
    }
}
