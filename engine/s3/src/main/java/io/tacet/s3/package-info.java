/**
 * Recordings to S3 and stores that speak like it, events to AWS Lambda.
 * Threads: the engine's delivery threads and the outbox's publishing threads; clients are shared and thread-safe.
 * Depends on the action's package and on the AWS SDK with its smallest HTTP client; netty stays out.
 */
@NullMarked
package io.tacet.s3;

import org.jspecify.annotations.NullMarked;
