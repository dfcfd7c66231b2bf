package io.github.spotaware.e2e.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.demo.page.DemoPage;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Stage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line {@code ./demo}. */
@Command(
    name = "demo",
    description = {
      "Shows what spot-aware-scaler does, on a real Kubernetes control plane on this machine.",
      "It drains the node of an unlabelled Deployment of one replica, then that of a labelled one,"
          + " and tells what happens. Everything it starts is stopped in the end; its logs stay in"
          + " e2e/target/demo until the next run.",
      "Exits 0 only if the labelled one had no downtime and is back at one replica."
    })
public final class Demo implements Callable<Integer> {

  private static final String SCALE_DOWN_DELAY = "5";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  @Option(names = "--json", description = "Prints the figures as JSON, as the last line.")
  private boolean json;

  @Option(names = "--no-page", description = "Serves no page to watch it on.")
  private boolean noPage;

  private final PrintStream out = System.out;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final Path folder = ProjectRoot.find().resolve("e2e/target/demo");

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
    try (Audience audience = noPage ? Audience.NOBODY : page()) {
      return perform(audience);
    }
  }

  private Audience page() {
    DemoPage page = DemoPage.serve();
    out.println("Watch it live: " + page.address());
    out.flush();
    return page;
  }

  private int perform(Audience audience) {
    out.println("Setting up a Kubernetes control plane with faked nodes, and the project in it:");
    PlaygroundOptions options =
        PlaygroundOptions.named("demo")
            .withFolder(folder)
            .withSetting("scale-down-delay", SCALE_DOWN_DELAY)
            .withSetting("check-interval", "5");
    Verdict verdict;
    try (Stage stage = Stage.open(options, line -> progress(line, audience), ending);
        KubernetesClient client = stage.playground().client();
        Audience.Watching _ = audience.watch(client, stage.playground()::status)) {
      onStage = true;
      verdict = play(stage.playground(), client, audience);
      audience.conclude(verdict.problems().isEmpty(), verdict.problems());
    }
    return conclude(verdict);
  }

  private Verdict play(PlaygroundHandle playground, KubernetesClient client, Audience audience) {
    Act act = new Act(playground, client, out, audience);
    title("1. A Deployment without the label, to see what a drain does to it", audience);
    Figures twin = act.play(Workload.named("twin").withService(), "demo-unlabelled");
    title("2. The same with the label spot-aware=enabled, nothing else", audience);
    Figures web = act.play(Workload.named("web").withService().labelled(), "demo-labelled");
    return new Verdict(twin, web);
  }

  private void title(String text, Audience audience) {
    out.printf("%n%s%n", text);
    audience.scene(text);
  }

  private int conclude(Verdict verdict) {
    verdict.print(out);
    List<String> problems = verdict.problems();
    if (problems.isEmpty()) {
      out.printf(
          "%nThe third pod: until the scale-down two replicas are wanted, so the ReplicaSet"
              + " replaces the evicted one.%n");
      out.printf("%nNo downtime for the labelled Deployment. Everything is stopped again.%n");
    } else {
      problems.forEach(problem -> out.println("NOT AS IT SHOULD BE: " + problem));
      sayWhatToLookAt();
    }
    if (json) {
      out.println(verdict.json());
    }
    out.flush();
    return problems.isEmpty() ? 0 : 1;
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
