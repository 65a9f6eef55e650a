package io.tacet.s3;

import org.jspecify.annotations.Nullable;

/**
 * Which names a bucket may have, access points included.
 *
 * <p>Design note: looser than AWS's own rules where old buckets and other stores are (capitals, underscores), strict where a name
 * would become something else in a URL.
 */
final class S3BucketName {
    private S3BucketName() {}

    /** One line that says what is wrong, or null. */
    static @Nullable String problem(String name) {
        boolean arn = name.matches("arn:[a-z0-9-]+:s3[a-z0-9-]*:[A-Za-z0-9:/._-]{1,200}");
        if (arn || name.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]") && !name.contains("..")) {
            return null;
        }
        String shown = name.length() <= 80 ? name : name.substring(0, 80) + "…";
        return "bucket name is '" + shown.replaceAll("\\p{Cntrl}", "?")
                + "'; allowed are 3 to 255 of A-Z a-z 0-9 . _ -, or an access point's ARN";
    }
}
