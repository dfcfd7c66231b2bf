package io.github.spotaware.webhook.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty's side of the port: HTTPS with HTTP/1.1 only, which is what the API server speaks to
 * webhooks that are Services (k8s.io/apiserver pkg/util/webhook/client.go), so that calls spread
 * over connections.
 */
final class HttpsConnector {
  /**
   * Longer than the 90 s after which Go's client drops an idle connection, so that we never race
   * it.
   */
  private static final Duration IDLE = Duration.ofSeconds(120);

  private static final int ACCEPT_QUEUE = 256;
  private static final int HEADER_BYTES = 16 * 1024;

  /**
   * Jetty would remember the headers of each connection, in 80 KiB for each; many evictions at once
   * have hundreds of connections, most of them for one call.
   */
  private static final int REMEMBERED_HEADERS = 0;

  private HttpsConnector() {}

  static void configure(HttpConfiguration http) {
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setHeaderCacheSize(REMEMBERED_HEADERS);
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.addCustomizer(withoutHostCheck());
  }

  /**
   * Where there is no such customizer, Jetty adds one that answers 400 to a Host that the
   * certificate does not name (SslConnectionFactory.configure).
   */
  private static SecureRequestCustomizer withoutHostCheck() {
    SecureRequestCustomizer customizer = new SecureRequestCustomizer();
    customizer.setSniHostCheck(false);
    return customizer;
  }

  /**
   * The connector. It has no check of the host name: kubelet's probes come by pod address, and
   * which name the certificate must have is checked by the API server.
   */
  static ServerConnector connector(
      Server server,
      HttpConfiguration http,
      ServerSettings settings,
      SslContextFactory.Server tls) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    SslConnectionFactory secure = new SslConnectionFactory(tls, plain.getProtocol());
    ServerConnector connector = new ServerConnector(server, 1, 1, secure, plain);
    connector.setHost(settings.listenAddress());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    return connector;
  }

  /** A few platform threads that accept and select; each request runs on a virtual one. */
  static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(16, 3);
    threads.setName("https");
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("https-call-", 0).factory()));
    return threads;
  }
}
