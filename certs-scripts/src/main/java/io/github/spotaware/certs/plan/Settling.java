package io.github.spotaware.certs.plan;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Waits until both webhooks serve a certificate. A kubelet brings a changed Secret to its pods'
 * files within about two minutes, and the webhooks take it up within a second.
 *
 * @param bound the longest wait
 * @param pauses waits
 * @param tell takes lines for the person
 */
record Settling(Duration bound, Pauses pauses, Consumer<String> tell) {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  /**
   * Returns when both serve it, or, where one can't be reached from here, when the bound has
   * passed.
   *
   * @throws CertsException when one can be reached and serves another one still at the end
   */
  void await(CertificateSite site, X509Certificate serving) {
    List<String> waiting = new ArrayList<>(Names.WEBHOOK_PODS);
    boolean told = false;
    for (Duration waited = Duration.ZERO; ; waited = waited.plus(BETWEEN)) {
      List<String> others = new ArrayList<>();
      List<String> unreachable = new ArrayList<>();
      for (String pod : List.copyOf(waiting)) {
        Optional<X509Certificate> served = site.servedBy(pod);
        if (served.isEmpty()) {
          unreachable.add(pod);
        } else if (served.get().equals(serving)) {
          waiting.remove(pod);
          tell.accept(pod + " serves the new certificate (seen in a TLS handshake)");
        } else {
          others.add(pod);
        }
      }
      if (waiting.isEmpty()) {
        return;
      }
      if (waited.compareTo(bound) >= 0) {
        end(others, unreachable);
        return;
      }
      if (!told) {
        told = true;
        tell.accept(
            "waiting for the webhooks to serve the new certificate, at most "
                + bound.toSeconds()
                + " s (--settle)"
                + (unreachable.isEmpty()
                    ? ""
                    : "; they can't be reached from here, so it is waited that long"));
      }
      pauses.sleep(BETWEEN);
    }
  }

  private void end(List<String> others, List<String> unreachable) {
    if (!others.isEmpty()) {
      throw new CertsException(
          String.join(", ", others)
              + " serves another certificate still, after "
              + bound.toSeconds()
              + " s; the old CA stays trusted, so nothing is out of service",
          "see whether the pod runs and its Secret is mounted (kubectl describe pod), then run the"
              + " same command again: it goes on from here");
    }
    tell.accept(
        String.join(", ", unreachable)
            + " could not be asked; "
            + bound.toSeconds()
            + " s have passed, in which each kubelet updates its files");
  }
}
