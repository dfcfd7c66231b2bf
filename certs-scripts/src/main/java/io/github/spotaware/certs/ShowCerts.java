package io.github.spotaware.certs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.certs.plan.CertState;
import io.github.spotaware.certs.plan.CertificateSite;
import io.github.spotaware.certs.plan.Held;
import io.github.spotaware.certs.plan.Names;
import io.github.spotaware.certs.report.CertificateRow;
import io.github.spotaware.certs.report.Inspection;
import io.github.spotaware.certs.report.Report;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certs-scripts/show-certs}. */
@Command(
    name = "show-certs",
    sortOptions = false,
    description = {
      "Shows the serving certificate, its CA, and which CA each entry of both webhook"
          + " configurations trusts. Changes nothing, and reads no CA key.",
      "Exits with 1 when something is wrong or expires within 14 days."
    })
final class ShowCerts implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec private @Nullable CommandSpec spec;

  @Mixin private Target target = new Target();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json. Default: text.")
  private Format format = Format.TEXT;

  /** How to print it. */
  enum Format {
    TEXT,
    JSON
  }

  @Override
  public Integer call() {
    Report report =
        Session.with(
            target,
            session -> {
              CertificateSite site = session.site();
              return Inspection.of(
                  new CertState(site.servingSecret(), site.configurations(), Held.NOTHING),
                  Names.dnsNames(target.namespace()),
                  site.hasConfigurations(),
                  InstantSource.system().instant());
            });
    switch (format) {
      case TEXT -> text(report, Output.of(spec));
      case JSON -> Output.of(spec).println(json(report));
    }
    return report.isHealthy() ? 0 : 1;
  }

  private static void text(Report report, PrintWriter out) {
    report
        .serving()
        .ifPresent(row -> {
          out.println("serving certificate, in Secret " + Names.SERVING_SECRET);
          print(row, out);
          out.println("  names    " + String.join(", ", row.dnsNames()));
        });
    for (CertificateRow row : report.trusted()) {
      out.println("CA, in ca.crt of the Secret");
      print(row, out);
    }
    for (Report.Entry entry : report.entries()) {
      out.printf(
          "%s, entry %s: %s, trusts %s%n",
          entry.configuration(),
          entry.name(),
          entry.accepts() ? "accepts it" : "REFUSES IT",
          entry.trusts().isEmpty() ? "no CA" : String.join(" and ", entry.trusts()));
    }
    report.notes().forEach(note -> out.println("note: " + note));
    report.problems().forEach(problem -> out.println("problem: " + problem));
    if (report.isHealthy()) {
      out.println("all is well");
    }
  }

  private static void print(CertificateRow row, PrintWriter out) {
    out.println("  subject  " + row.subject());
    out.println("  issuer   " + row.issuer());
    out.println("  serial   " + row.serial());
    out.println("  valid    from " + row.notBefore() + ", " + row.life());
  }

  private static String json(Report report) {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("healthy", report.isHealthy());
    tree.set("serving", JSON.valueToTree(report.serving().orElse(null)));
    tree.set("trusted", JSON.valueToTree(report.trusted()));
    tree.set("entries", JSON.valueToTree(report.entries()));
    tree.set("problems", JSON.valueToTree(report.problems()));
    tree.set("notes", JSON.valueToTree(report.notes()));
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can't be written as JSON", e);
    }
  }
}
