package io.github.spotaware.e2e.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.demo.page.DemoPage;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Stage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line {@code ./demo}. */
@Command(
    name = "demo",
    description = {
      "Shows what spot-aware-scaler does, on an embedded Kubernetes cluster: plays"
          + " a scenario, tells what happens, and judges it.",
      "Everything it starts is stopped in the end; its logs stay in e2e/target/demo until the next"
          + " run.",
      "Exits 0 only if all came as it should."
    })
public final class Demo implements Callable<Integer> {

  private static final Map<String, String> SETTINGS =
      Map.of(ConfigurationKeys.SCALE_DOWN_DELAY, "5", ConfigurationKeys.CHECK_INTERVAL, "5");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "drain",
      converter = Scenarios.class,
      description = "What to play, a name of --list. Default: drain.")
  private Scenario scenario = Scenarios.ALL.getFirst();

  @Option(names = "--list", description = "Lists the scenarios, and plays none.")
  private boolean list;

  @Option(
      names = "--real",
      description =
          "On a real control plane, which is built first where it is not yet: minutes, and needs"
              + " Go.")
  private boolean real;

  @Option(names = "--json", description = "Prints the figures as JSON, as the last line.")
  private boolean json;

  @Option(names = "--no-page", description = "Serves no page to watch it on.")
  private boolean noPage;

  private final PrintStream out = System.out;
  private final AtomicBoolean ending = new AtomicBoolean();

  /** Another one by {@code -Ddemo.folder=NAME}: two demos need two. */
  private final Path folder =
      ProjectRoot.find().resolve("e2e/target").resolve(System.getProperty("demo.folder", "demo"));

  private boolean onStage;

  private Demo() {}

  /** Runs it and exits. */
  public static void main(String[] arguments) {
    Demo demo = new Demo();
    CommandLine commandLine = new CommandLine(demo);
    commandLine.setExecutionExceptionHandler((e, _, _) -> demo.failed(e));
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public Integer call() {
    if (list) {
      Scenarios.list().forEach(out::println);
      out.flush();
      return 0;
    }
    try (Audience audience = noPage ? Audience.NOBODY : page()) {
      return play(audience);
    }
  }

  private Audience page() {
    DemoPage page = DemoPage.serve();
    out.println("Watch it live: " + page.address());
    out.flush();
    return page;
  }

  private int play(Audience audience) {
    DemoCluster cluster = DemoCluster.of(real);
    out.println("Setting up " + cluster.description() + ", and the project in it:");
    Verdict verdict;
    try (Stage stage = cluster.open(options(), line -> progress(line, audience), ending);
        KubernetesClient client = stage.playground().client();
        Audience.Watching _ = audience.watch(client, stage.playground()::status)) {
      onStage = true;
      PlaygroundHandle playground = stage.playground();
      verdict =
          scenario.play(new Show(playground, client, cluster.drains(playground), out, audience));
      audience.conclude(verdict.ok(), verdict.ok() ? verdict.moral() : verdict.problems());
    }
    return conclude(verdict);
  }

  private PlaygroundOptions options() {
    Map<String, String> settings = new TreeMap<>(SETTINGS);
    settings.putAll(scenario.settings());
    PlaygroundOptions options = PlaygroundOptions.named("demo").withFolder(folder);
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      options = options.withSetting(setting.getKey(), setting.getValue());
    }
    return options;
  }

  private int conclude(Verdict verdict) {
    verdict.print(out);
    if (verdict.ok()) {
      out.println("Everything is stopped again.");
    } else {
      sayWhatToLookAt();
    }
    if (json) {
      out.println(verdict.json());
    }
    out.flush();
    return verdict.ok() ? 0 : 1;
  }

  private int failed(Exception e) {
    if (!ending.get()) {
      boolean expected = e instanceof EnvironmentException;
      out.println("demo: " + (expected ? e.getMessage() : e.toString()));
      if (!expected) {
        e.printStackTrace();
      }
      sayWhatToLookAt();
    }
    return 1;
  }

  private void sayWhatToLookAt() {
    if (onStage) {
      out.println("Look next at the logs of the webhooks and the scaler, and at the audit log:");
      out.println("  " + folder.resolve("project/logs"));
      out.println("  " + folder.resolve("control-plane/logs"));
      out.println("or do the same by hand: eval \"$(./playground up)\"");
    } else {
      out.println("It did not get as far as a drain. To try the set-up alone: ./playground up");
    }
  }

  private void progress(String line, Audience audience) {
    if (!ending.get()) {
      out.println("  " + line);
      audience.preparing(line);
    }
  }
}
