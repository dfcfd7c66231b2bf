package io.github.spotaware.webhook;

import io.github.spotaware.observability.ManagementServer;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.observability.Readiness;
import io.github.spotaware.process.Cluster;
import io.github.spotaware.process.ProcessEnvironment;
import io.github.spotaware.reconcile.EarlySurges;
import io.github.spotaware.webhook.admission.Rejection;
import io.github.spotaware.webhook.backstop.BudgetGate;
import io.github.spotaware.webhook.deployment.DeploymentGate;
import io.github.spotaware.webhook.eviction.DeleteGate;
import io.github.spotaware.webhook.eviction.EvictionGate;
import io.github.spotaware.webhook.eviction.WorkloadWatches;
import io.github.spotaware.webhook.guard.GuardGate;
import io.github.spotaware.webhook.node.NodeGate;
import io.github.spotaware.webhook.placement.PlacementGate;
import io.github.spotaware.webhook.server.Handlers;
import io.github.spotaware.webhook.server.ServerObserver;
import io.github.spotaware.webhook.server.ServerSettings;
import io.github.spotaware.webhook.server.WebhookServer;
import io.github.spotaware.webhook.tls.PemException;
import io.github.spotaware.webhook.tls.ReloadingTls;
import io.github.spotaware.webhook.tls.ServerNames;
import io.github.spotaware.webhook.tls.TlsObserver;
import io.github.spotaware.workload.FieldManagers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhook process: configured by its environment alone, it ends on SIGTERM after it has
 * answered what it holds.
 */
public final class WebhookMain {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookMain.class);

  private WebhookMain() {}

  /** Exits 1 with a log line where it can't start. */
  public static void main(String[] args) {
    try {
      run(ProcessEnvironment.of(System.getenv(), FieldManagers.WEBHOOK));
    } catch (IOException | PemException | RuntimeException e) {
      LOG.atError().setCause(e).log("the webhook can't start: {}", e.getMessage());
      System.exit(1);
    }
  }

  private static void run(ProcessEnvironment environment) throws IOException, PemException {
    InstantSource clock = InstantSource.system();
    Metrics metrics = new Metrics();
    ReloadingTls tls =
        ReloadingTls.follow(
            Path.of(environment.tlsDirectory()),
            new ServerNames(environment.tlsServerNames()),
            clock,
            observer(metrics));
    Cluster cluster = new Cluster(FieldManagers.WEBHOOK, environment.podName(), clock, metrics);
    EarlySurges surges = new EarlySurges(cluster);
    metrics.disruptedNodes(surges::disruptedNodes);
    EvictionGate gate = new EvictionGate(cluster, metrics, WorkloadWatches::new);
    WebhookServer server =
        WebhookServer.start(
            ServerSettings.on(environment.listenAddress()),
            tls.contextFactory(),
            new Handlers(
                gate,
                new NodeGate(cluster::configuration, metrics, surges::expect),
                new DeploymentGate(cluster, cluster::hasConfiguration, metrics),
                new PlacementGate(cluster, cluster::caughtUp, surges::nodes, metrics),
                new GuardGate(cluster, cluster::hasConfiguration, metrics),
                new DeleteGate(cluster, gate, metrics),
                new BudgetGate(cluster, metrics)),
            cluster::reasonsAgainst,
            serverObserver(metrics),
            clock);
    server.onDrain(surges::close);
    server.onDrain(gate::drain);
    surges.start();
    ManagementServer management =
        ManagementServer.start(
            new InetSocketAddress(environment.listenAddress(), environment.managementPort()),
            metrics.registry(),
            Readiness.ALWAYS,
            server.readiness());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  server.close();
                  management.close();
                  cluster.close();
                  tls.close();
                }));
    cluster.start();
  }

  private static TlsObserver observer(Metrics metrics) {
    return new TlsObserver() {
      @Override
      public void inUse(Instant notAfter) {
        metrics.certificateExpires(notAfter.getEpochSecond());
      }

      @Override
      public void refused(String problem) {
        metrics.error("certificate");
      }

      @Override
      public void expired() {
        metrics.error("certificate");
      }
    };
  }

  private static ServerObserver serverObserver(Metrics metrics) {
    return new ServerObserver() {
      @Override
      public void rejected(Rejection rejection) {
        metrics.error("review");
      }

      @Override
      public void failed(Throwable failure) {
        metrics.error("handler");
      }
    };
  }
}
