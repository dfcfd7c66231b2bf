package io.github.spotaware.certs.plan;

import io.github.spotaware.certs.pki.Identity;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The next thing to do. Each may be done twice, and a crash after each is found by the next run.
 */
public sealed interface Step {

  /** Make a CA and store its key. Nothing trusts it yet. */
  record MakeAuthority() implements Step {}

  /** Make the CA that takes over and store its key beside the current one's. */
  record MakeNextAuthority() implements Step {}

  /**
   * Make every entry of the webhook configurations, and {@code ca.crt}, trust exactly these.
   * Entries that do already are not written.
   *
   * @param authorities the CAs
   */
  record Trust(List<X509Certificate> authorities) implements Step {
    public Trust {
      authorities = List.copyOf(authorities);
    }
  }

  /**
   * Make a serving certificate and store it. Where calls are under way with another CA, every API
   * server has to hear first that both are trusted, also if that was written by a run before.
   *
   * @param by who signs it
   * @param authorities what {@code ca.crt} holds
   */
  record Issue(Identity by, List<X509Certificate> authorities) implements Step {
    public Issue {
      authorities = List.copyOf(authorities);
    }

    /** Whether another CA is trusted as well. */
    boolean changesAuthority() {
      return authorities.size() > 1;
    }
  }

  /** Wait until both webhooks serve this certificate: then no one needs the old CA any more. */
  record AwaitServed(X509Certificate serving) implements Step {}

  /** Put the next CA in the place of the current one, whose key is forgotten. */
  record Promote() implements Step {}

  /**
   * Nothing is left to do.
   *
   * @param missing webhook configurations that are not there, so that no one trusts the CA yet
   */
  record Done(List<WebhookKind> missing) implements Step {
    public Done {
      missing = List.copyOf(missing);
    }
  }

  /**
   * It can't be done.
   *
   * @param problem why
   * @param nextStep what the person can do
   */
  record Refused(String problem, String nextStep) implements Step {}
}
