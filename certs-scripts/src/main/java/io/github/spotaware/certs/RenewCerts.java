package io.github.spotaware.certs;

import io.github.spotaware.certs.plan.Names;
import io.github.spotaware.certs.plan.Wish;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certs-scripts/renew-certs}. */
@Command(
    name = "renew-certs",
    sortOptions = false,
    description = {
      "Makes a new serving certificate of the same CA. The webhooks take it up by themselves,"
          + " without a restart, within about two minutes.",
      "Refuses where the CA has expired: rotate-ca changes to a new one."
    })
final class RenewCerts implements Callable<Integer> {
  private static final int MAX_DAYS = 398;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private Target target = new Target();
  @Mixin private AuthorityPlace place = new AuthorityPlace();
  @Mixin private Validity validity = new Validity();
  @Mixin private Settle settle = new Settle();

  @Option(
      names = "--within",
      paramLabel = "DAYS",
      description =
          "Renews only when less than so many days are left, or something is wrong with the"
              + " certificate. For jobs. Default: renews in any case.")
  private @Nullable Integer within;

  @Override
  public Integer call() {
    if (within != null && (within < 0 || within > MAX_DAYS)) {
      throw target.wrong("--within: " + within + " is not from 0 to " + MAX_DAYS);
    }
    Wish wish =
        new Wish(
            Wish.Goal.RENEW,
            Names.dnsNames(target.namespace()),
            Optional.ofNullable(within).map(Duration::ofDays));
    return Session.with(
        target,
        session ->
            session.fulfil(
                wish, place, validity.lifetimes(target), settle.bound(target), Output.of(spec)));
  }
}
