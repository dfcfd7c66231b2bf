package io.github.spotaware.sandbox.http;

import io.github.spotaware.sandbox.SandboxOptions;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty's side of the port: HTTPS on loopback, where a client may show a certificate. */
final class HttpsPort {
  private static final long MAX_BODY = 3L * 1024 * 1024;

  /** A watch on which nothing happens stays open. */
  private static final long IDLE_MILLIS = 3_600_000;

  private HttpsPort() {}

  static void configure(JavalinConfig config, SandboxOptions options) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.maxRequestSize = MAX_BODY;
    config.jetty.threadPool = threads();
    config.jetty.modifyWebSocketServletFactory(
        factory -> factory.setIdleTimeout(Duration.ofMillis(IDLE_MILLIS)));
    config.jetty.modifyHttpConfiguration(HttpsPort::configure);
    config.jetty.addConnector((server, http) -> {
      SslConnectionFactory secure = new SslConnectionFactory(tls(options), "http/1.1");
      ServerConnector connector =
          new ServerConnector(server, 1, 1, secure, new HttpConnectionFactory(http));
      connector.setHost("127.0.0.1");
      connector.setPort(options.port());
      connector.setIdleTimeout(IDLE_MILLIS);
      return connector;
    });
  }

  private static void configure(HttpConfiguration http) {
    http.setSendServerVersion(false);
    SecureRequestCustomizer customizer = new SecureRequestCustomizer();
    customizer.setSniHostCheck(false);
    http.addCustomizer(customizer);
  }

  private static SslContextFactory.Server tls(SandboxOptions options) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    KeyStore serving = options.serving();
    tls.setKeyStore(serving);
    tls.setKeyStorePassword(options.password());
    tls.setTrustStore(options.clientAuthorities());
    tls.setWantClientAuth(true);
    tls.setEndpointIdentificationAlgorithm(null);
    return tls;
  }

  /** Each request runs on a virtual thread: it may wait for a webhook. */
  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(16, 3);
    threads.setName("sandbox");
    threads.setReservedThreads(0);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sandbox-call-", 0).factory()));
    return threads;
  }
}
