package io.github.spotaware.fuzz.endpoint;

import io.github.spotaware.fuzz.data.PemFolder;
import io.github.spotaware.observability.ManagementServer;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.observability.Readiness;
import io.github.spotaware.reconcile.EarlySurges;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.webhook.admission.Rejection;
import io.github.spotaware.webhook.backstop.BudgetGate;
import io.github.spotaware.webhook.deployment.DeploymentGate;
import io.github.spotaware.webhook.eviction.DeleteGate;
import io.github.spotaware.webhook.eviction.EvictionGate;
import io.github.spotaware.webhook.eviction.WakeUps;
import io.github.spotaware.webhook.guard.GuardGate;
import io.github.spotaware.webhook.node.NodeGate;
import io.github.spotaware.webhook.placement.PlacementGate;
import io.github.spotaware.webhook.server.Handlers;
import io.github.spotaware.webhook.server.PodHandler;
import io.github.spotaware.webhook.server.ServerObserver;
import io.github.spotaware.webhook.server.ServerSettings;
import io.github.spotaware.webhook.server.WebhookServer;
import io.github.spotaware.webhook.tls.PemException;
import io.github.spotaware.webhook.tls.ReloadingTls;
import io.github.spotaware.webhook.tls.ServerNames;
import io.github.spotaware.webhook.tls.TlsObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The webhook as {@code WebhookMain} puts it together, before a {@link StillCluster}. */
final class Webhook implements AutoCloseable {
  /** Longer than any answer takes: a hold is a second here, a look for a backstop up to four. */
  static final Duration BOUND = Duration.ofSeconds(10);

  final StillCluster cluster = new StillCluster();
  private final Metrics metrics = new Metrics();
  private final EarlySurges surges = new EarlySurges(cluster);
  private final ReloadingTls tls;
  private final WebhookServer server;
  private final ManagementServer management;
  private final EvictionGate gate;
  private final SSLContext trust;

  /** What held evictions are woken by: nobody, but each use has to end. */
  private final AtomicInteger uses = new AtomicInteger();

  final LongAdder failures = new LongAdder();

  /**
   * @param directory for its certificate
   * @param pods puts something in the place of the handler of pods; for tests of the fuzzer
   */
  Webhook(Path directory, UnaryOperator<PodHandler> pods) throws IOException, PemException {
    PemFolder files = PemFolder.ofEc();
    files.writeInto(directory);
    InstantSource certificateClock = InstantSource.fixed(PemFolder.NOW);
    this.tls =
        ReloadingTls.follow(directory, ServerNames.UNKNOWN, certificateClock, new Unwatched());
    this.trust = trusting(files.certificates());
    this.gate = new EvictionGate(cluster, metrics, _ -> new Uses());
    this.server =
        WebhookServer.start(
            new ServerSettings("127.0.0.1", 0, BOUND),
            tls.contextFactory(),
            new Handlers(
                gate,
                new NodeGate(cluster::configuration, metrics, surges::expect),
                new DeploymentGate(cluster, () -> true, metrics),
                pods.apply(new PlacementGate(cluster, () -> true, surges::nodes, metrics)),
                new GuardGate(cluster, () -> true, metrics),
                new DeleteGate(cluster, gate, metrics),
                new BudgetGate(cluster, metrics)),
            Readiness.ALWAYS,
            new Observer(),
            InstantSource.system());
    this.management =
        ManagementServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            metrics.registry(),
            Readiness.ALWAYS,
            server.readiness());
    surges.start();
  }

  private final class Uses implements WakeUps {
    @Override
    public Use use(DeploymentRef ref, LabelSelector selector) {
      uses.incrementAndGet();
      return uses::decrementAndGet;
    }

    @Override
    public void close() {}
  }

  private final class Observer implements ServerObserver {
    @Override
    public void rejected(Rejection rejection) {}

    @Override
    public void failed(Throwable failure) {
      failures.increment();
    }
  }

  private static final class Unwatched implements TlsObserver {
    @Override
    public void inUse(Instant notAfter) {}

    @Override
    public void refused(String problem) {}

    @Override
    public void expired() {}
  }

  private static SSLContext trusting(String pem) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "server",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** To the port of the API server. */
  Connection connect() throws IOException {
    Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port());
    tcp.setSoTimeout((int) BOUND.toMillis());
    SSLSocket secure =
        (SSLSocket) trust.getSocketFactory().createSocket(tcp, "localhost", server.port(), true);
    secure.startHandshake();
    return new Connection(secure, (int) BOUND.toMillis());
  }

  /** To the port of probes and metrics. */
  Connection connectPlainly() throws IOException {
    return new Connection(
        new Socket(InetAddress.getLoopbackAddress(), management.port()), (int) BOUND.toMillis());
  }

  /** What is left of calls that are over; empty when there is nothing. */
  List<String> leftovers() {
    return List.of(
            "calls in flight: " + server.inFlight(),
            "evictions held: " + gate.open(),
            "watches of held evictions: " + uses.get(),
            "timers: " + cluster.timersSet())
        .stream()
        .filter(line -> !line.endsWith(": 0"))
        .toList();
  }

  boolean isReady() {
    return server.readiness().reasonsAgainst().isEmpty();
  }

  @Override
  public void close() {
    surges.close();
    server.close();
    management.close();
    tls.close();
    cluster.close();
  }
}
