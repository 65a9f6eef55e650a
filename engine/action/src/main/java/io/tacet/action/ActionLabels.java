package io.tacet.action;

/** Names of the labels by which a sink learns where an action's recording goes. */
public final class ActionLabels {
    /** The bucket. */
    public static final String BUCKET = "bucket";
    /** The object's key in it. */
    public static final String KEY = "key";
    /** The participant's call id; absent if nobody is known. */
    public static final String CALL_ID = "call-id";

    private ActionLabels() {}
}
