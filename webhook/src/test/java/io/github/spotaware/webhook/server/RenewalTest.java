package io.github.spotaware.webhook.server;

import static io.github.spotaware.webhook.server.ServerFixture.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {
  private static final int RENEWALS = 10;

  @TempDir private Path directory;
  private final AtomicBoolean stop = new AtomicBoolean();

  /** Counts down once a new connection was served with a certificate. */
  private final Map<Certificate, CountDownLatch> served = new ConcurrentHashMap<>();

  @Test
  void tenRenewalsUnderLoadFailNoCall() throws Exception {
    try (ServerFixture fixture = new ServerFixture(directory);
        RawConnection kept = fixture.connect()) {
      Certificate first = kept.serverCertificate();
      CompletableFuture<Integer> onKept = loop(() -> kept.call(REVIEW).status());
      CompletableFuture<Integer> onNew = loop(() -> callOnce(fixture));
      for (int i = 0; i < RENEWALS; i++) {
        Certificate renewed = fixture.renewFiles();
        assertThat(fixture.pairsInUse.tryAcquire(30, TimeUnit.SECONDS)).as("taken up").isTrue();
        assertThat(latch(renewed).await(30, TimeUnit.SECONDS)).as("served").isTrue();
      }
      stop.set(true);
      assertThat(onNew.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(RENEWALS);
      assertThat(onKept.get(30, TimeUnit.SECONDS)).isPositive();
      assertThat(fixture.refusals).isEmpty();
      assertThat(kept.serverCertificate()).isEqualTo(first);
    }
  }

  private int callOnce(ServerFixture fixture) throws Exception {
    try (RawConnection connection = fixture.connect()) {
      int status = connection.call(REVIEW).status();
      latch(connection.serverCertificate()).countDown();
      return status;
    }
  }

  private CountDownLatch latch(Certificate certificate) {
    return served.computeIfAbsent(certificate, _ -> new CountDownLatch(1));
  }

  /** Calls until told to stop; fails with the first call that does. */
  private CompletableFuture<Integer> loop(Callable<Integer> call) {
    CompletableFuture<Integer> calls = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        int count = 0;
        while (!stop.get()) {
          assertThat(call.call()).isEqualTo(200);
          count++;
        }
        calls.complete(count);
      } catch (Throwable e) {
        calls.completeExceptionally(e);
      }
    });
    return calls;
  }
}
