package io.github.spotaware.certs;

import io.github.spotaware.certs.plan.Names;
import io.github.spotaware.certs.plan.Wish;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code certs-scripts/rotate-ca}. */
@Command(
    name = "rotate-ca",
    sortOptions = false,
    description = {
      "Changes to a new CA without an outage: first both CAs are trusted, then the serving"
          + " certificate is signed by the new one, then both webhooks are waited for, and only"
          + " then is the old one dropped.",
      "After a crash or an error run it again: it finds out in the cluster where to go on.",
      "The private key of the old CA is not needed, so this helps where it is lost."
    })
final class RotateCa implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private Target target = new Target();
  @Mixin private AuthorityPlace place = new AuthorityPlace();
  @Mixin private Validity validity = new Validity();
  @Mixin private Settle settle = new Settle();

  @Override
  public Integer call() {
    if (target.offline().isPresent()) {
      throw target.wrong("--offline: a CA is changed in a running cluster only");
    }
    Wish wish = new Wish(Wish.Goal.ROTATE, Names.dnsNames(target.namespace()), Optional.empty());
    return Session.with(
        target,
        session ->
            session.fulfil(
                wish, place, validity.lifetimes(target), settle.bound(target), Output.of(spec)));
  }
}
