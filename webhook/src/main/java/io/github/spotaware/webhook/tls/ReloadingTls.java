package io.github.spotaware.webhook.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS settings that follow {@code tls.crt} and {@code tls.key} of a directory without a restart.
 *
 * <p>The kubelet renews a mounted Secret by swapping a symbolic link above the files, of which a
 * watch on them says nothing; so the content is read and compared each second, a few kilobytes from
 * memory. A pair that is bad, or caught half written, is refused: the last good one stays in use
 * until a good one is found.
 */
public final class ReloadingTls implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReloadingTls.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Path directory;
  private final InstantSource clock;
  private final TlsObserver observer;
  private final SslContextFactory.Server factory;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tls-reload").factory());

  private PemContent content;
  private volatile PemKeyPair pair;
  private volatile Optional<String> refusal = Optional.empty();

  private ReloadingTls(
      Path directory,
      InstantSource clock,
      TlsObserver observer,
      PemContent content,
      PemKeyPair pair) {
    this.directory = directory;
    this.clock = clock;
    this.observer = observer;
    this.content = content;
    this.pair = pair;
    this.factory = ServerTls.factory(pair);
  }

  /**
   * Loads the pair and starts to follow it.
   *
   * @param directory holds {@code tls.crt} and {@code tls.key}
   * @throws PemException when there is no good pair to start with
   */
  public static ReloadingTls follow(Path directory, InstantSource clock, TlsObserver observer)
      throws PemException {
    ReloadingTls tls = load(directory, clock, observer);
    long millis = INTERVAL.toMillis();
    var _ = tls.schedule.scheduleWithFixedDelay(tls::check, millis, millis, TimeUnit.MILLISECONDS);
    return tls;
  }

  /** Loads the pair; it is looked at again only by {@link #check}. */
  static ReloadingTls load(Path directory, InstantSource clock, TlsObserver observer)
      throws PemException {
    PemContent content = PemContent.read(directory);
    PemKeyPair pair = PemKeyPair.of(content, clock.instant());
    observer.inUse(pair.notAfter());
    log.atInfo()
        .addKeyValue("subject", pair.leaf().getSubjectX500Principal())
        .addKeyValue("notAfter", pair.notAfter())
        .log("Serving certificate loaded");
    return new ReloadingTls(directory, clock, observer, content, pair);
  }

  /** Jetty's settings, to build one connector with. */
  public SslContextFactory.Server contextFactory() {
    return factory;
  }

  /** The pair in use. */
  public PemKeyPair inUse() {
    return pair;
  }

  /** Why the files as they are now are not in use, if so; for readiness, logs and tests. */
  public Optional<String> refusal() {
    return refusal;
  }

  /** True once the certificate in use has expired: no API server accepts it any more. */
  public boolean expired() {
    return clock.instant().isAfter(pair.notAfter());
  }

  /**
   * Looks at the files once. Never throws: the schedule would end silently with the first
   * exception.
   *
   * <p>A refused pair is looked at again even when it has not changed, as it may become valid with
   * time.
   */
  synchronized void check() {
    try {
      PemContent now = PemContent.read(directory);
      if (now.equals(content)) {
        refusal = Optional.empty();
        return;
      }
      PemKeyPair renewed = PemKeyPair.of(now, clock.instant());
      ServerTls.renew(factory, renewed);
      content = now;
      pair = renewed;
      refusal = Optional.empty();
      log.atInfo()
          .addKeyValue("subject", renewed.leaf().getSubjectX500Principal())
          .addKeyValue("notAfter", renewed.notAfter())
          .log("Serving certificate renewed");
      observer.inUse(renewed.notAfter());
    } catch (PemException e) {
      refuse(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      refuse("Looking for a renewed certificate failed: " + e);
    }
  }

  private void refuse(String problem) {
    if (refusal.equals(Optional.of(problem))) {
      return; // said already
    }
    refusal = Optional.of(problem);
    log.atWarn()
        .addKeyValue("notAfter", pair.notAfter())
        .log("Renewed certificate refused, the last good one stays in use: {}", problem);
    observer.refused(problem);
  }

  /** Ends the following; the pair in use stays. */
  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
