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

/** {@code certs-scripts/create-certs}. */
@Command(
    name = "create-certs",
    sortOptions = false,
    description = {
      "Sees to it that the webhooks have a serving certificate, in Secret "
          + Names.SERVING_SECRET
          + ", and that every entry of both webhook configurations trusts its CA.",
      "What is there and good stays; run it as often as you like. Other CAs that the entries trust"
          + " are dropped only when the webhooks serve the new certificate."
    })
final class CreateCerts implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private Target target = new Target();
  @Mixin private AuthorityPlace place = new AuthorityPlace();
  @Mixin private Validity validity = new Validity();
  @Mixin private Settle settle = new Settle();

  @Override
  public Integer call() {
    Wish wish = new Wish(Wish.Goal.CREATE, Names.dnsNames(target.namespace()), Optional.empty());
    return Session.with(
        target,
        session ->
            session.fulfil(
                wish, place, validity.lifetimes(target), settle.bound(target), Output.of(spec)));
  }
}
