package io.github.spotaware.webhook.server;

import io.github.spotaware.observability.Readiness;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.BudgetCall;
import io.github.spotaware.webhook.admission.CountCall;
import io.github.spotaware.webhook.admission.DeploymentCall;
import io.github.spotaware.webhook.admission.PodCall;
import io.github.spotaware.webhook.admission.Rejection;
import io.github.spotaware.webhook.server.ReviewRoute.About;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTPS server: {@code POST /evictions}, {@code POST /nodes}, {@code POST /deployments}, {@code
 * POST /pods}, {@code POST /counts}, {@code POST /deletes}, {@code POST /budgets}, {@code GET
 * /healthz} (answers while the process can answer at all) and {@code GET /readyz}.
 */
public final class WebhookServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebhookServer.class);
  private static final String EVICTIONS = "/evictions";
  private static final String NODES = "/nodes";
  private static final String DEPLOYMENTS = "/deployments";
  private static final String PODS = "/pods";
  private static final String COUNTS = "/counts";
  private static final String DELETES = "/deletes";
  private static final String BUDGETS = "/budgets";
  private static final List<String> REVIEWS =
      List.of(EVICTIONS, NODES, DEPLOYMENTS, PODS, COUNTS, DELETES, BUDGETS);

  private final Duration drainTimeout;
  private final Readiness readiness;
  private final EvictionsRoute evictions;
  private final NodesRoute nodes;
  private final AnsweredRoute<DeploymentCall> deployments;
  private final AnsweredRoute<PodCall> pods;
  private final AnsweredRoute<CountCall> counts;
  private final DeletesRoute deletes;
  private final AnsweredRoute<BudgetCall> budgets;
  private final InFlight inFlight = new InFlight();
  private final Draining draining = new Draining();
  private final Javalin javalin;

  private WebhookServer(
      ServerSettings settings,
      SslContextFactory.Server tls,
      Handlers handlers,
      Readiness readiness,
      ServerObserver observer,
      InstantSource clock) {
    this.drainTimeout = settings.drainTimeout();
    this.readiness = readiness;
    this.evictions = new EvictionsRoute(handlers.evictions(), observer, clock, inFlight, draining);
    this.nodes = new NodesRoute(handlers.nodes(), observer, inFlight, draining);
    this.deployments =
        new AnsweredRoute<>(
            DeploymentCall.class,
            AdmissionReviews::readDeployment,
            call ->
                new About(
                    "Deployment",
                    call.reviewUid(),
                    call.change().after().namespace(),
                    call.change().after().name()),
            handlers.deployments()::handle,
            observer,
            inFlight,
            draining);
    this.pods =
        new AnsweredRoute<>(
            PodCall.class,
            AdmissionReviews::readPod,
            call -> new About("pod", call.reviewUid(), call.pod().namespace(), call.name()),
            handlers.pods()::handle,
            observer,
            inFlight,
            draining);
    this.counts =
        new AnsweredRoute<>(
            CountCall.class,
            AdmissionReviews::readCount,
            call ->
                new About(
                    "count",
                    call.reviewUid(),
                    call.write().deployment().namespace(),
                    call.write().deployment().name()),
            handlers.counts()::handle,
            observer,
            inFlight,
            draining);
    this.deletes = new DeletesRoute(handlers.deletes(), observer, clock, inFlight, draining);
    this.budgets =
        new AnsweredRoute<>(
            BudgetCall.class,
            AdmissionReviews::readBudget,
            call ->
                new About(
                    "PodDisruptionBudget",
                    call.reviewUid(),
                    call.change().namespace(),
                    call.change().name()),
            handlers.budgets()::handle,
            observer,
            inFlight,
            draining);
    this.javalin = Javalin.create(config -> configure(config, settings, tls));
  }

  /**
   * Starts to listen.
   *
   * @param tls the pair to serve with; renewing it later is the caller's
   * @param readiness reasons to get no calls; draining is added to them
   * @throws RuntimeException when the address can't be listened on
   */
  public static WebhookServer start(
      ServerSettings settings,
      SslContextFactory.Server tls,
      Handlers handlers,
      Readiness readiness,
      ServerObserver observer,
      InstantSource clock) {
    WebhookServer server = new WebhookServer(settings, tls, handlers, readiness, observer, clock);
    server.javalin.start();
    log.atInfo().addKeyValue("port", server.port()).log("Listening for admission reviews");
    return server;
  }

  private void configure(
      JavalinConfig config, ServerSettings settings, SslContextFactory.Server tls) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    config.jetty.threadPool = HttpsConnector.threads();
    config.jetty.modifyServer(WebhookServer::adjust);
    config.jetty.modifyHttpConfiguration(HttpsConnector::configure);
    config.jetty.addConnector(
        (server, http) -> HttpsConnector.connector(server, http, settings, tls));
    config.routes.post(EVICTIONS, evictions);
    config.routes.post(NODES, nodes);
    config.routes.post(DEPLOYMENTS, deployments);
    config.routes.post(PODS, pods);
    config.routes.post(COUNTS, counts);
    config.routes.post(DELETES, deletes);
    config.routes.post(BUDGETS, budgets);
    config.routes.get("/healthz", ctx -> report(ctx, new Readiness.Report(200, "ok\n")));
    config.routes.get("/readyz", ctx -> report(ctx, readiness().report()));
    config.routes.error(405, this::wrongMethod);
    config.routes.error(404, WebhookServer::wrongPath);
  }

  /**
   * Javalin's monitor shortens idle time-outs to a second under load, which would cut held calls
   * off.
   */
  private static void adjust(Server server) {
    server.getBeans(LowResourceMonitor.class).forEach(server::removeBean);
    server.setErrorHandler(new RefusedRequests());
  }

  private static void wrongPath(Context ctx) {
    RequestBody.dropQuietly(ctx.bodyInputStream());
    ctx.contentType("text/plain").result("not found; see " + String.join(", ", REVIEWS) + "\n");
  }

  private void wrongMethod(Context ctx) {
    if (REVIEWS.contains(ctx.path())) {
      ctx.header("Allow", "POST");
      evictions.reject(ctx, Rejection.wrongMethod(ctx.req().getMethod()));
    } else {
      RequestBody.dropQuietly(ctx.bodyInputStream());
      ctx.header("Allow", "GET, HEAD").contentType("text/plain").result("expected GET\n");
    }
  }

  private static void report(Context ctx, Readiness.Report report) {
    ctx.status(report.status()).contentType("text/plain").result(report.text());
  }

  /** The port that is listened on. */
  public int port() {
    return javalin.port();
  }

  /** Calls that are not answered yet. */
  public int inFlight() {
    return inFlight.count();
  }

  /** The readiness given, and that the server is not leaving; for the management port. */
  public Readiness readiness() {
    return () -> {
      List<String> reasons = new ArrayList<>(readiness.reasonsAgainst());
      if (draining.begun()) {
        reasons.addFirst("shutting down");
      }
      return reasons;
    };
  }

  /**
   * Has it run when the server begins to leave, so that held calls get answered; at once, if it has
   * begun.
   */
  public void onDrain(Runnable listener) {
    draining.onBegin(listener);
  }

  /**
   * Leaves in order: stops being ready, has held calls answered, waits for every call in flight
   * (bounded), and only then stops listening. Until that moment calls are still answered, with
   * {@code Connection: close}: an API server that has not heard yet would otherwise let evictions
   * through. A second call does nothing.
   */
  @Override
  public void close() {
    if (!draining.begin()) {
      return;
    }
    try {
      if (!inFlight.awaitNone(drainTimeout)) {
        log.atWarn()
            .addKeyValue("calls", inFlight.count())
            .log("Stopping although calls are not answered after {}", drainTimeout);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to hurry: stop now
    }
    javalin.stop();
  }
}
