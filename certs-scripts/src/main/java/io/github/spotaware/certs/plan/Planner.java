package io.github.spotaware.certs.plan;

import io.github.spotaware.certs.pki.Certificates;
import io.github.spotaware.certs.pki.Identity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds the next step. Where a CA is replaced, no moment is without trust: first the old and the
 * new one are trusted together, then the serving certificate changes, then both webhooks are waited
 * for, and only then is the old one dropped.
 */
public final class Planner {
  private static final String ROTATE = "rotate-ca changes to a new CA without an outage";

  private Planner() {}

  /** What to do next, in this state of the cluster. */
  public static Step next(Wish wish, CertState state, Progress progress, Instant now) {
    Optional<ServingSecret.Foreign> foreign = state.secret().flatMap(ServingSecret::foreign);
    if (foreign.isPresent()) {
      return new Step.Refused(foreign.get().why(), foreign.get().wayOut());
    }
    return switch (wish.goal()) {
      case CREATE -> create(wish, state, progress, now);
      case RENEW -> renew(wish, state, progress, now);
      case ROTATE -> rotate(wish, state, progress, now);
    };
  }

  private static Step create(Wish wish, CertState state, Progress progress, Instant now) {
    Optional<X509Certificate> serving = state.secret().flatMap(ServingSecret::serving);
    if (state.held().current().isEmpty() && state.held().next().isEmpty() && serving.isEmpty()) {
      return new Step.MakeAuthority();
    }
    Optional<Step> refused = unusableAuthority(state, now);
    if (refused.isPresent()) {
      return refused.get();
    }
    Identity authority = state.held().current().orElseThrow();
    boolean issue =
        !progress.issued()
            && defect(wish, state, authority, now)
                .or(() -> soon(state, now, Wish.SOON))
                .isPresent();
    return towards(authority, issue, true, state, progress);
  }

  private static Step renew(Wish wish, CertState state, Progress progress, Instant now) {
    if (state.secret().isEmpty()) {
      return new Step.Refused(
          "there is no Secret " + Names.SERVING_SECRET + " to renew", "run create-certs");
    }
    Optional<Step> refused = unusableAuthority(state, now);
    if (refused.isPresent()) {
      return refused.get();
    }
    Identity authority = state.held().current().orElseThrow();
    boolean due =
        wish.renewWithin().isEmpty()
            || defect(wish, state, authority, now)
                .or(() -> soon(state, now, wish.renewWithin().get()))
                .isPresent();
    return towards(authority, due && !progress.issued(), false, state, progress);
  }

  private static Step rotate(Wish wish, CertState state, Progress progress, Instant now) {
    if (progress.promoted()) {
      return new Step.Done(state.missing());
    }
    if (state.secret().isEmpty()) {
      return new Step.Refused(
          "there is no Secret " + Names.SERVING_SECRET + ", so there is no CA to change",
          "run create-certs");
    }
    if (!state.missing().isEmpty()) {
      return new Step.Refused(
          "there is no "
              + state.missing().getFirst().kind()
              + " "
              + Names.CONFIGURATION
              + " to trust a new CA",
          "apply the manifests first: kubectl apply -k k8s-manifests");
    }
    Optional<Identity> next = state.held().next();
    if (next.isEmpty()) {
      return new Step.MakeNextAuthority();
    }
    boolean issue = !progress.issued() && defect(wish, state, next.get(), now).isPresent();
    Step step = towards(next.get(), issue, true, state, progress);
    return step instanceof Step.Done ? new Step.Promote() : step;
  }

  /** Why the CA that we hold can't sign what is to be served now. */
  private static Optional<Step> unusableAuthority(CertState state, Instant now) {
    if (state.held().next().isPresent()) {
      return Optional.of(
          new Step.Refused("a change of the CA is under way", "rotate-ca finishes it; run it"));
    }
    Optional<X509Certificate> serving = state.secret().flatMap(ServingSecret::serving);
    if (state.held().current().isEmpty()) {
      String issuer =
          serving.map(it -> it.getIssuerX500Principal().getName()).orElse("of no known name");
      return Optional.of(
          new Step.Refused(
              "the private key of the CA (" + issuer + ") is not here",
              "name the directory that holds it with --ca-dir; where it is lost, " + ROTATE));
    }
    Identity authority = state.held().current().get();
    String name = authority.certificate().getSubjectX500Principal().getName();
    if (authority.expiredAt(now)) {
      return Optional.of(
          new Step.Refused(
              "the CA ("
                  + name
                  + ") expired at "
                  + authority.certificate().getNotAfter().toInstant(),
              "run rotate-ca: it changes to a new CA"));
    }
    if (serving.isPresent() && !Certificates.issued(authority.certificate(), serving.get())) {
      return Optional.of(
          new Step.Refused(
              "the CA that is held ("
                  + name
                  + ") is not the one that signed what is served ("
                  + serving.get().getIssuerX500Principal().getName()
                  + ")",
              "name the directory of that CA with --ca-dir; where it is lost, " + ROTATE));
    }
    return Optional.empty();
  }

  /** What is wrong with the serving certificate, for a client that trusts this CA. */
  private static Optional<String> defect(
      Wish wish, CertState state, Identity authority, Instant now) {
    if (state.secret().isEmpty()) {
      return Optional.of("there is none");
    }
    ServingSecret secret = state.secret().get();
    return secret
        .problem()
        .or(() -> Certificates.refusal(secret.chain(), List.of(authority.certificate()), now))
        .or(() -> {
          List<String> missing = Certificates.missingNames(secret.chain().getFirst(), wish.names());
          return missing.isEmpty() ? Optional.empty() : Optional.of("it is not for " + missing);
        });
  }

  private static Optional<String> soon(CertState state, Instant now, Duration within) {
    return state
        .secret()
        .flatMap(ServingSecret::serving)
        .filter(serving -> !serving.getNotAfter().toInstant().isAfter(now.plus(within)))
        .map(serving -> "it expires at " + serving.getNotAfter().toInstant());
  }

  /**
   * The way to a certificate of this CA.
   *
   * @param alone whether other CAs are to be dropped in the end
   */
  private static Step towards(
      Identity authority, boolean issue, boolean alone, CertState state, Progress progress) {
    List<X509Certificate> only = List.of(authority.certificate());
    boolean trustedByAll =
        state.entries().allMatch(entry -> entry.trustsAll(only))
            && state.secret().stream().allMatch(secret -> secret.authorities().containsAll(only));
    if (!trustedByAll) {
      return new Step.Trust(Certificates.union(state.trusted(), only));
    }
    if (issue) {
      return new Step.Issue(authority, Certificates.union(state.trusted(), only));
    }
    boolean others =
        state.entries().anyMatch(entry -> !entry.trustsExactly(only))
            || state.secret().stream().anyMatch(secret -> secret.authorities().size() > 1);
    if (alone && others) {
      return progress.served()
          ? new Step.Trust(only)
          : new Step.AwaitServed(state.secret().orElseThrow().chain().getFirst());
    }
    return new Step.Done(state.missing());
  }
}
