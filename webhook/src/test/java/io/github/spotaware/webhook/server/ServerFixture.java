package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.EvictionCall;
import io.github.spotaware.webhook.admission.Rejection;
import io.github.spotaware.webhook.tls.PemException;
import io.github.spotaware.webhook.tls.ReloadingTls;
import io.github.spotaware.webhook.tls.ServerNames;
import io.github.spotaware.webhook.tls.TestPki;
import io.github.spotaware.webhook.tls.TlsObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A running server on a free loopback port, with a certificate of its own and clients that trust
 * it.
 */
final class ServerFixture implements AutoCloseable, ServerObserver, TlsObserver, EvictionHandler {
  static final String REVIEW =
      """
      {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
      "resource":{"group":"","version":"v1","resource":"pods"},"subResource":"eviction",
      "namespace":"shop","name":"web-1"}}\
      """;

  final List<Rejection> rejections = new CopyOnWriteArrayList<>();
  final List<String> refusals = new CopyOnWriteArrayList<>();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();
  final List<CallTiming> timings = new CopyOnWriteArrayList<>();
  final List<Thread> threads = new CopyOnWriteArrayList<>();
  final Semaphore pairsInUse = new Semaphore(0);
  volatile EvictionHandler handler = (_, _, _) -> AdmissionAnswer.Allow.silently();
  volatile NodeHandler nodes = call -> {};
  volatile DeploymentHandler deployments = _ -> AdmissionAnswer.Allow.silently();
  volatile PodHandler pods = _ -> AdmissionAnswer.Allow.silently();
  volatile CountHandler counts = _ -> AdmissionAnswer.Allow.silently();
  volatile BudgetHandler budgets = call -> AdmissionAnswer.Allow.silently();
  volatile DeleteHandler deletes = (call, timing, caller) -> AdmissionAnswer.Allow.silently();
  volatile List<String> notReady = List.of();

  final ReloadingTls tls;
  final WebhookServer server;
  private final int port;
  final SSLContext clientContext;
  private final TestPki pki = new TestPki(Instant.now());
  private final Path directory;
  private final HttpClient client;

  ServerFixture(Path directory) throws IOException, PemException {
    this(directory, Duration.ofSeconds(30));
  }

  ServerFixture(Path directory, Duration drainTimeout) throws IOException, PemException {
    this.directory = directory;
    renewFiles();
    this.tls = ReloadingTls.follow(directory, ServerNames.UNKNOWN, InstantSource.system(), this);
    pairsInUse.drainPermits();
    this.server =
        WebhookServer.start(
            new ServerSettings("127.0.0.1", 0, drainTimeout),
            tls.contextFactory(),
            new Handlers(
                this,
                call -> nodes.asked(call),
                call -> deployments.handle(call),
                call -> pods.handle(call),
                call -> counts.handle(call),
                (call, timing, caller) -> deletes.handle(call, timing, caller),
                call -> budgets.handle(call)),
            () -> notReady,
            this,
            InstantSource.system());
    this.port = server.port();
    this.clientContext = trusting(pki.certificate());
    this.client = HttpClient.newBuilder().sslContext(clientContext).build();
  }

  @Override
  public AdmissionAnswer handle(EvictionCall call, CallTiming timing, Caller caller) {
    timings.add(timing);
    threads.add(Thread.currentThread());
    return handler.handle(call, timing, caller);
  }

  @Override
  public void rejected(Rejection rejection) {
    rejections.add(rejection);
  }

  @Override
  public void failed(Throwable failure) {
    failures.add(failure);
  }

  @Override
  public void inUse(Instant notAfter) {
    pairsInUse.release();
  }

  @Override
  public void refused(String problem) {
    refusals.add(problem);
  }

  @Override
  public void expired() {
    throw new AssertionError("the certificates live for an hour");
  }

  /** Puts another pair in the place of the files, as the kubelet does. */
  X509Certificate renewFiles() {
    KeyPair keys = TestPki.ec();
    X509Certificate certificate = pki.issue(keys);
    TestPki.mount(directory, TestPki.pem(certificate), TestPki.pkcs8(keys.getPrivate()));
    return certificate;
  }

  RawConnection connect() throws IOException {
    return new RawConnection(clientContext, port);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static SSLContext trusting(X509Certificate authority) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", authority);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
    tls.close();
  }
}
