package io.tacet.s3;

import io.tacet.spi.Delivery;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells errors that pass from errors that stay.
 *
 * <p>Source: the error responses of the S3 API. Design note: what we do not know is tried again, for a recording waits safely in the
 * spool; what the store says it will never do (403, 404, a bad name) is refused at once, so that the caller's event says so at once.
 */
final class S3Errors {
    /** Statuses of 4xx that pass: timeout, conflict with another write, too early, too many. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

    /** Codes that pass, though they come with 400, 403 or 404. */
    private static final Set<String> PASSING_CODES = Set.of(
            "RequestTimeout",
            "RequestTimeTooSkewed",
            "IncompleteBody",
            "BadDigest",
            "XAmzContentSHA256Mismatch",
            "XAmzContentChecksumMismatch",
            "InvalidPart",
            "NoSuchUpload",
            "OperationAborted",
            "SlowDown",
            "Throttling",
            "ThrottlingException",
            "ExpiredToken",
            "ExpiredTokenException",
            "TokenRefreshRequired",
            "TemporaryRedirect",
            "ServiceUnavailable",
            "InternalError");

    private S3Errors() {}

    static Delivery delivery(SdkException e, String location) {
        String reason = location + ": " + describe(e);
        return e instanceof AwsServiceException service && permanent(service)
                ? new Delivery.Refused(reason)
                : new Delivery.Retry(reason, null);
    }

    static boolean permanent(AwsServiceException e) {
        int status = e.statusCode();
        boolean said = status >= 300 && status < 500 || status == 501;
        return said && !PASSING.contains(status) && !PASSING_CODES.contains(code(e));
    }

    /** Something is there already: If-None-Match did its work. */
    static boolean exists(AwsServiceException e) {
        return e.statusCode() == 412;
    }

    /** The store does not know conditional writes. */
    static boolean unconditionalOnly(AwsServiceException e) {
        return e.statusCode() == 501 || code(e).equals("NotImplemented");
    }

    static boolean skewed(AwsServiceException e) {
        return code(e).equals("RequestTimeTooSkewed");
    }

    /** Whether the store may have done what was asked although it did not say so. */
    static boolean unsure(SdkException e) {
        return !(e instanceof AwsServiceException service) || service.statusCode() >= 500 || service.statusCode() < 300;
    }

    /** One line: status, code, the store's words. */
    static String describe(SdkException e) {
        if (e instanceof AwsServiceException service) {
            String text = service.awsErrorDetails() == null
                    ? ""
                    : " " + service.awsErrorDetails().errorMessage();
            return oneLine("status " + service.statusCode() + " " + code(service) + text);
        }
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Unable to load credentials")) {
            return "no AWS credentials in environment, profile, container or instance";
        }
        Throwable cause = e.getCause();
        return oneLine(e.getMessage() + (cause == null ? "" : ": " + cause.getMessage()));
    }

    private static String code(AwsServiceException e) {
        @Nullable
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    private static String oneLine(String text) {
        String clean = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return clean.length() <= 300 ? clean : clean.substring(0, 300) + "…";
    }
}
