package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.contract.ReviewServer.Review;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** Part of what the project relies on where it is asked by an API server: tests with webhooks. */
abstract class AdmissionFixture extends Contract {
  private static final String VALIDATING = "ValidatingWebhookConfiguration";
  private static final String MUTATING = "MutatingWebhookConfiguration";

  /** Tells that a configuration is in force; no test has anything to do with Secrets. */
  private static final String PROBE = "probe";

  private final List<String> made = new ArrayList<>();
  private final ReviewServer server = ReviewServer.start();

  @AfterEach
  final void deleteWebhooks() {
    made.forEach(raw()::delete);
    server.close();
  }

  final ReviewServer server() {
    return server;
  }

  /** One of the webhooks of this test, not in force yet. */
  final WebhookEntry entry(String name, String rule) {
    return WebhookEntry.of(server, name, rule);
  }

  /**
   * Returns when these are asked about what happens in the test's namespace.
   *
   * @return the path of their configuration
   */
  final String validate(WebhookEntry... entries) {
    return register(VALIDATING, entries);
  }

  /** The same, to change it. */
  final String mutate(WebhookEntry... entries) {
    return register(MUTATING, entries);
  }

  private String register(String kind, WebhookEntry... entries) {
    String probe = PROBE + "-" + made.size();
    server.answer(probe, "{'allowed': false, 'status': {'message': '" + probe + "'}}");
    List<WebhookEntry> all = new ArrayList<>(Arrays.asList(entries));
    all.add(entry(probe, WebhookEntry.rule("", "secrets", "CREATE")));
    String selector =
        "{'matchLabels': {'kubernetes.io/metadata.name': '%s'}}".formatted(namespace());
    RawAnswer answer =
        raw()
            .post(
                configurations(kind),
                """
                {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "%s",
                 "metadata": {"name": "%s-%d"}, "webhooks": [%s]}
                """
                    .formatted(
                        kind,
                        namespace(),
                        made.size(),
                        all.stream()
                            .map(entry -> entry.json(selector))
                            .collect(Collectors.joining(", "))));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    made.add(configurations(kind) + "/" + answer.text("/metadata/name"));
    await("the webhooks to be asked", () -> probe().message().endsWith(probe));
    server.answer(probe, "{'allowed': true}");
    return made.getLast();
  }

  private RawAnswer probe() {
    return raw()
        .post(
            path("v1", "secrets") + "?dryRun=All",
            """
            {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "probe"}}
            """);
  }

  private static String configurations(String kind) {
    return "/apis/admissionregistration.k8s.io/v1/" + kind.toLowerCase(java.util.Locale.ROOT) + "s";
  }

  /** The only review of this webhook. */
  final Review review(String webhook) {
    List<Review> reviews = reviews(webhook);
    assertThat(reviews).as("reviews of " + webhook).hasSize(1);
    return reviews.getFirst();
  }

  /**
   * The last review of this webhook: a change that meets another one is tried, and asked about,
   * again.
   */
  final Review lastReview(String webhook) {
    assertThat(reviews(webhook)).as("reviews of " + webhook).isNotEmpty();
    return reviews(webhook).getLast();
  }

  /** What it was asked about, but for what the cluster puts into each new namespace. */
  final List<Review> reviews(String webhook) {
    return server.reviews(webhook).stream()
        .filter(review -> !review.text("/name").equals("kube-root-ca.crt"))
        .toList();
  }
}
