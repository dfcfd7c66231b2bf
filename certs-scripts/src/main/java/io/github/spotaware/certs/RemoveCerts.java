package io.github.spotaware.certs;

import io.github.spotaware.certs.plan.Removal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code certs-scripts/remove-certs}. */
@Command(
    name = "remove-certs",
    sortOptions = false,
    description = {
      "Empties each caBundle that holds only CAs made by these commands, and deletes the Secrets"
          + " that they made. What others made stays, and it says so.",
      "The API server can call no webhook afterwards: evictions go on unprotected until there are"
          + " certificates again. The CA's folder on a workstation is left where it is."
    })
final class RemoveCerts implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private Target target = new Target();

  @Override
  public Integer call() {
    return Session.with(
        target,
        session -> {
          Removal.of(session.site(), Output.of(spec)::println);
          return 0;
        });
  }
}
