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
 * until a good one is found, also when it expires meanwhile.
 */
public final class ReloadingTls implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReloadingTls.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final String NEXT_STEP =
      "; next step: put a good certificate with its key into Secret spot-aware-webhook-tls, which"
          + " is taken up by itself; certs-scripts/show-certs shows what is there";

  private final Path directory;
  private final ServerNames names;
  private final InstantSource clock;
  private final TlsObserver observer;
  private final SslContextFactory.Server factory;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tls-reload").factory());

  private PemContent content;
  private volatile PemKeyPair pair;
  private volatile Optional<String> refusal = Optional.empty();
  private boolean expiryTold;

  private ReloadingTls(
      Path directory,
      ServerNames names,
      InstantSource clock,
      TlsObserver observer,
      PemContent content,
      PemKeyPair pair) {
    this.directory = directory;
    this.names = names;
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
   * @param names that each certificate must be for
   * @throws PemException when there is no good pair to start with. To serve a bad one would let a
   *     roll-out go on to the pods that still have a good one in memory.
   */
  public static ReloadingTls follow(
      Path directory, ServerNames names, InstantSource clock, TlsObserver observer)
      throws PemException {
    ReloadingTls tls = load(directory, names, clock, observer);
    long millis = INTERVAL.toMillis();
    var _ = tls.schedule.scheduleWithFixedDelay(tls::check, millis, millis, TimeUnit.MILLISECONDS);
    return tls;
  }

  /** Loads the pair; it is looked at again only by {@link #check}. */
  static ReloadingTls load(
      Path directory, ServerNames names, InstantSource clock, TlsObserver observer)
      throws PemException {
    PemContent content;
    PemKeyPair pair;
    try {
      content = PemContent.read(directory);
      pair = PemKeyPair.of(content, names, clock.instant());
    } catch (PemException e) {
      throw new PemException(e.getMessage() + NEXT_STEP, e);
    }
    observer.inUse(pair.notAfter());
    log.atInfo()
        .addKeyValue("subject", pair.leaf().getSubjectX500Principal())
        .addKeyValue("notAfter", pair.notAfter())
        .log("Serving certificate loaded");
    return new ReloadingTls(directory, names, clock, observer, content, pair);
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
        if (refusal.isPresent()) {
          log.info("The files hold the certificate in use again");
        }
        refusal = Optional.empty();
        return;
      }
      PemKeyPair renewed = PemKeyPair.of(now, names, clock.instant());
      ServerTls.renew(factory, renewed);
      content = now;
      pair = renewed;
      expiryTold = false;
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
    } finally {
      tellExpiry();
    }
  }

  private void refuse(String problem) {
    if (refusal.equals(Optional.of(problem))) {
      return; // said already
    }
    refusal = Optional.of(problem);
    log.atWarn()
        .addKeyValue("notAfter", pair.notAfter())
        .log(
            "Renewed certificate refused, the last good one stays in use: {}{}",
            problem,
            NEXT_STEP);
    observer.refused(problem);
  }

  private void tellExpiry() {
    if (expiryTold || !expired()) {
      return;
    }
    expiryTold = true;
    log.atError()
        .addKeyValue("notAfter", pair.notAfter())
        .log(
            "{}: the certificate in use expired at {}, and stays in use for want of a good one: the"
                + " API server trusts it no more, and evictions go through unprotected{}",
            content.certificateName(),
            pair.notAfter(),
            NEXT_STEP);
    observer.expired();
  }

  /** Ends the following; the pair in use stays. */
  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
