package io.github.spotaware.webhook.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty turns away before a route sees it, e.g. a path that can't be decoded: said in one line
 * of text, whatever the method and whatever the client accepts.
 */
final class RefusedRequests extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
    String text =
        code < 500
            ? "no request that can be understood ("
                + message
                + "); expected POST with an AdmissionReview, or GET of a probe\n"
            : "answering failed: see the log\n";
    Content.Sink.write(response, true, text, callback);
  }
}
