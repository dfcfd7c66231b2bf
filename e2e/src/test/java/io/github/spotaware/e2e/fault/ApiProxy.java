package io.github.spotaware.e2e.fault;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.Identity;
import io.github.spotaware.e2e.controlplane.Pki;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stands between one process and the API server, on HTTP/2 and HTTP/1.1 with TLS as that does. It
 * passes on what it is given, once, watches too; it repeats nothing and repairs nothing. Where the
 * API server cannot be reached, the process' connection is closed.
 */
final class ApiProxy implements AutoCloseable {
  private static final Pki PKI = new Pki("proxy of a test");
  private static final Duration BOUND = Duration.ofSeconds(30);

  /** More than a process has calls under way: a watch each counts as one. */
  private static final int MOST_CONNECTIONS = 256;

  private static final String CALL = "call";

  private final String process;
  private final Vertx vertx;
  private final HttpClient client;
  private final HttpServer server;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile Fault fault = Fault.NONE;
  private volatile boolean away;

  private ApiProxy(String process, Vertx vertx, URI apiServer, String authority) {
    this.process = process;
    this.vertx = vertx;
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority))),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
    HttpProxy proxy =
        HttpProxy.reverseProxy(client)
            .origin(apiServer.getPort(), apiServer.getHost())
            .addInterceptor(new Interceptor(), true);
    server =
        vertx
            .createHttpServer(serverOptions())
            .connectionHandler(this::connected)
            .requestHandler(proxy);
  }

  /**
   * Starts one.
   *
   * @param authority PEM of who signed the API server's certificate
   */
  static ApiProxy start(String process, URI apiServer, String authority) {
    ApiProxy proxy = new ApiProxy(process, Vertx.vertx(), apiServer, authority);
    try {
      await(proxy.server.listen());
      return proxy;
    } catch (RuntimeException e) {
      proxy.close();
      throw e;
    }
  }

  private static HttpServerOptions serverOptions() {
    Identity identity = PKI.server("127.0.0.1", List.of(), List.of("127.0.0.1"));
    return new HttpServerOptions()
        .setHost("127.0.0.1")
        .setPort(0)
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(identity.certificatePem()))
                .addKeyValue(Buffer.buffer(identity.keyPem())));
  }

  URI address() {
    return URI.create("https://127.0.0.1:" + server.actualPort());
  }

  /** PEM of who signed its certificate. */
  static String authority() {
    return PKI.authority().certificatePem();
  }

  /** What happens to calls from now on, those under way included. */
  void inject(Fault what) {
    fault = what;
  }

  /** Ends all connections now: watches as well as calls under way. New ones are taken. */
  void cut() {
    connections.forEach(HttpConnection::close);
  }

  /**
   * From now on the API server cannot be reached: every connection is closed, also each new one.
   */
  void vanish() {
    away = true;
    cut();
  }

  /** The API server can be reached again. */
  void appear() {
    away = false;
  }

  private void connected(HttpConnection connection) {
    if (away) {
      var _ = connection.close();
      return;
    }
    connections.add(connection);
    connection.closeHandler(_ -> connections.remove(connection));
    if (away) { // since then
      var _ = connection.close();
    }
  }

  private final class Interceptor implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      Fault now = fault;
      ApiCall call =
          new ApiCall(process, context.request().getMethod().name(), context.request().getURI());
      context.set(CALL, call);
      if (now == Fault.NONE) {
        return sent(context);
      }
      return vertx
          .executeBlocking(() -> now.before(call), false)
          .compose(course ->
              switch (course) {
                case Course.Late late -> after(late.time(), () -> sent(context));
                case Course.Failed failed -> Future.succeededFuture(failed(context, failed));
                case Course.Cut _ -> cutOff(context);
              });
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
      Fault now = fault;
      ApiCall call = context.get(CALL, ApiCall.class);
      if (now == Fault.NONE || call == null) {
        return context.sendResponse();
      }
      return vertx
          .executeBlocking(() -> now.after(call), false)
          .compose(course ->
              switch (course) {
                case Course.Late late -> after(late.time(), context::sendResponse);
                case Course.Failed _ ->
                    throw new IllegalStateException("it has been answered: " + call);
                case Course.Cut _ -> cutOff(context);
              });
    }

    private Future<ProxyResponse> sent(ProxyContext context) {
      return context.sendRequest().recover(_ -> cutOff(context));
    }

    private <T> Future<T> after(Duration time, java.util.function.Supplier<Future<T>> what) {
      return time.isZero()
          ? what.get()
          : vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS).compose(_ -> what.get());
    }

    private static <T> Future<T> cutOff(ProxyContext context) {
      var _ = context.request().proxiedRequest().connection().close();
      return Future.failedFuture("cut off");
    }

    /** As the API server says it. */
    private static ProxyResponse failed(ProxyContext context, Course.Failed failed) {
      String status =
          """
          {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
           "message": "injected", "reason": "%s", "code": %d}
          """
              .formatted(reason(failed.status()), failed.status());
      ProxyResponse response = context.request().release().response();
      return response
          .setStatusCode(failed.status())
          .putHeader("Content-Type", "application/json")
          .setBody(Body.body(Buffer.buffer(status)));
    }

    private static String reason(int status) {
      return switch (status) {
        case 410 -> "Expired";
        case 429 -> "TooManyRequests";
        case 503 -> "ServiceUnavailable";
        case 504 -> "Timeout";
        default -> "InternalError";
      };
    }
  }

  /** Ends all connections; the port is free then. */
  @Override
  public void close() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new EnvironmentException("the proxy of a test failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while a proxy was started or ended", e);
    }
  }
}
