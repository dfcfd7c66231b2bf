package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.AdmissionAnswers;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.Reading;
import io.github.spotaware.webhook.admission.Rejection;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A POST of AdmissionReviews of one kind: reads them, or says what is wrong with them. */
abstract class ReviewRoute<C extends Reading> implements Handler {
  private static final Logger log = LoggerFactory.getLogger(ReviewRoute.class);

  /** What is asked about, for people. */
  record About(String kind, String reviewUid, String namespace, String name) {}

  /** Reads a body, given its Content-Type. */
  @FunctionalInterface
  interface Reader {
    Reading read(String contentType, byte[] body);
  }

  private final Class<C> kind;
  private final Reader reader;
  private final ServerObserver observer;
  private final InFlight inFlight;
  private final Draining draining;

  ReviewRoute(
      Class<C> kind, Reader reader, ServerObserver observer, InFlight inFlight, Draining draining) {
    this.kind = kind;
    this.reader = reader;
    this.observer = observer;
    this.inFlight = inFlight;
    this.draining = draining;
  }

  /** Answers one call. */
  abstract void judge(Context ctx, Request request, C call);

  /** Writes what comes of judging; where that throws it is a 500, and the failurePolicy applies. */
  final void answer(Context ctx, About about, Supplier<AdmissionAnswer> judging) {
    try {
      ctx.contentType("application/json")
          .result(AdmissionAnswers.write(about.reviewUid(), judging.get()));
    } catch (RuntimeException | Error e) {
      log.atError()
          .setCause(e)
          .addKeyValue("namespace", about.namespace())
          .addKeyValue("name", about.name())
          .log("Judging the {} failed; the API server applies its failurePolicy", about.kind());
      observer.failed(e);
      ctx.status(500)
          .contentType("text/plain")
          .result("judging the " + about.kind() + " failed: see the log\n");
    }
  }

  @Override
  public final void handle(Context ctx) {
    Request request = ServletContextRequest.getServletContextRequest(ctx.req());
    inFlight.enter();
    // Runs once the answer is written, or can't be any more.
    Request.addCompletionListener(request, _ -> inFlight.leave());
    Reading reading = read(ctx);
    if (reading instanceof Rejection rejection) {
      reject(ctx, rejection);
    } else {
      judge(ctx, request, kind.cast(reading));
    }
    if (draining.begun()) {
      closeAfterwards(ctx);
    }
  }

  /** Turns a request away and says why. */
  final void reject(Context ctx, Rejection rejection) {
    log.atDebug().addKeyValue("status", rejection.status()).log("Rejected: {}", rejection.text());
    observer.rejected(rejection);
    RequestBody.dropQuietly(ctx.bodyInputStream());
    ctx.status(rejection.status()).contentType("text/plain").result(rejection.text() + "\n");
  }

  private Reading read(Context ctx) {
    // Not Context.contentType: that throws where the charset is none.
    String contentType = Objects.requireNonNullElse(ctx.header("Content-Type"), "");
    Optional<Rejection> rejected = AdmissionReviews.rejectType(contentType);
    if (rejected.isPresent()) {
      return rejected.get();
    }
    try {
      return reader.read(contentType, RequestBody.read(ctx.bodyInputStream()));
    } catch (IOException | HttpException.RuntimeException e) {
      return new Rejection(400, "the body ended early or is badly framed: " + e.getMessage());
    }
  }

  static void closeAfterwards(Context ctx) {
    ctx.header("Connection", "close");
  }
}
