package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.Reading;
import io.javalin.http.Context;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;

/** A route whose calls are answered without being held: from a request to the handler and back. */
final class AnsweredRoute<C extends Reading> extends ReviewRoute<C> {
  private final Function<C, About> about;
  private final Function<C, AdmissionAnswer> handler;

  AnsweredRoute(
      Class<C> kind,
      Reader reader,
      Function<C, About> about,
      Function<C, AdmissionAnswer> handler,
      ServerObserver observer,
      InFlight inFlight,
      Draining draining) {
    super(kind, reader, observer, inFlight, draining);
    this.about = about;
    this.handler = handler;
  }

  @Override
  void judge(Context ctx, Request request, C call) {
    answer(ctx, about.apply(call), () -> handler.apply(call));
  }
}
