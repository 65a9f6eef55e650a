package io.tacet.s3;

import io.tacet.action.ActionEvent;
import io.tacet.action.outbox.ActionEventPublisher;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Invokes a Lambda function with each event and hands its response to the host. The event's id is the client context's
 * {@code custom.idempotencyKey}, since Lambda has no header for it. A function that fails has not acknowledged.
 *
 * <p>Thread: the outbox's publishing threads. Source: the Invoke operation of the Lambda API.
 */
public final class LambdaPublisher implements ActionEventPublisher {
    private final LambdaConfig config;
    private final LambdaClient client;

    /**
     * Makes a client; nothing is sent before the first event.
     *
     * @param config which function, and how
     */
    public LambdaPublisher(LambdaConfig config) {
        this.config = config;
        var builder = LambdaClient.builder().httpClient(S3Clients.http(config.timeout()));
        S3Clients.common(builder, config.region(), config.endpoint(), config.credentials(), config.timeout());
        client = builder.build();
    }

    @Override
    public Answer publish(ActionEvent event) {
        String context = "{\"custom\":{\"idempotencyKey\":\"" + event.id() + "\"}}";
        try {
            InvokeResponse response = client.invoke(b -> b.functionName(config.function())
                    .qualifier(config.qualifier())
                    .invocationType(InvocationType.REQUEST_RESPONSE)
                    .clientContext(Base64.getEncoder().encodeToString(context.getBytes(StandardCharsets.UTF_8)))
                    .payload(SdkBytes.fromUtf8String(event.json())));
            String payload =
                    response.payload() == null ? "" : response.payload().asUtf8String();
            return response.functionError() == null
                    ? new Answer.Acknowledged(payload)
                    : new Answer.Retry("function failed (" + response.functionError() + "): " + cut(payload), null);
        } catch (SdkException e) {
            return new Answer.Retry(S3Errors.describe(e), null);
        }
    }

    private static String cut(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "lambda(" + config.function() + ")";
    }
}
