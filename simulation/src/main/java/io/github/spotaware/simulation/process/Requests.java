package io.github.spotaware.simulation.process;

import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.simulation.check.Fault;
import io.github.spotaware.simulation.check.WriteName;
import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.api.Reads;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A process' requests to the API server: on the way, answered or lost. A request that gets no
 * answer fails after the client's time-out; one that meets a closed port fails at once.
 */
public class Requests {
  /** {@code Clients.REQUEST_TIMEOUT_MILLIS} of production. */
  private static final long TIMEOUT = 5 * VirtualTime.SECOND;

  private final World world;
  private final SimulatedProcess process;
  private @Nullable CrashPoint crash;
  private String lastWrite = "start";

  Requests(World world, SimulatedProcess process) {
    this.world = world;
    this.process = process;
  }

  /** The same world and process, for a broken variant. */
  protected Requests(Requests sound) {
    this(sound.world, sound.process);
  }

  /** When the process is to be killed. */
  record CrashPoint(int writesToGo, boolean afterwards, Runnable killed) {}

  /** The process is killed at one of its next writes: before it is sent, or once it has effect. */
  final void crashAt(int writesToGo, boolean afterwards, Runnable killed) {
    crash = new CrashPoint(writesToGo, afterwards, killed);
  }

  final World world() {
    return world;
  }

  public final SimulatedProcess process() {
    return process;
  }

  /** The reads, as production's requests are: one each. */
  public LiveReads reads() {
    return new RemoteReads(this);
  }

  <T> CompletionStage<T> read(Function<Reads, T> read) {
    return ask(() -> read.apply(world.api().reads()));
  }

  /** Answered from a cache that shows what there was when the request left. */
  <T> CompletionStage<T> readCached(Function<Reads, T> read) {
    T before = read.apply(world.api().reads());
    return ask(() -> before);
  }

  private <T> CompletionStage<T> ask(Supplier<T> read) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    long life = process.life();
    Runnable fails =
        process.inThisLife(() -> answer.completeExceptionally(new ReadFailed("no answer")));
    Runnable refused =
        process.inThisLife(
            () -> answer.completeExceptionally(new ReadFailed("connection refused")));
    Network.Fate fate = world.network().fate();
    VirtualTime time = world.time();
    time.after(
        world.network().way(),
        "read arrives",
        () -> {
          if (world.api().away()) {
            world.coverage().fault(Fault.API_AWAY);
            refused.run();
          } else if (isLost(fate)) {
            world.coverage().fault(Fault.READ_LOST);
            time.after(TIMEOUT, "read times out", fails);
          } else {
            T value = read.get();
            time.after(
                world.network().way(),
                "read returns",
                process.inLife(life, () -> answer.complete(value)));
          }
        });
    return answer;
  }

  private boolean isLost(Network.Fate fate) {
    return fate == Network.Fate.REQUEST_LOST
        || fate == Network.Fate.ANSWER_LOST
        || world.network().isCutOff(process.name(), world.time().nanos());
  }

  CompletionStage<WriteOutcome> perform(ProtocolWrite write) {
    CompletableFuture<WriteOutcome> answer = new CompletableFuture<>();
    String name = WriteName.of(write);
    CrashPoint dies = crashPoint();
    if (dies != null && !dies.afterwards()) {
      world.coverage().crashBetween(lastWrite, name);
      process.crash();
      dies.killed().run();
      return answer;
    }
    long life = process.life();
    Network.Fate fate = world.network().fate();
    VirtualTime time = world.time();
    Runnable fails =
        process.inThisLife(() -> answer.complete(new WriteOutcome.Unavailable("no answer")));
    Runnable refused =
        process.inThisLife(
            () -> answer.complete(new WriteOutcome.Unavailable("connection refused")));
    time.after(
        world.network().way(),
        "write arrives",
        () -> {
          if (world.api().away()) {
            world.coverage().fault(Fault.API_AWAY);
            refused.run();
          } else if (fate == Network.Fate.REQUEST_LOST
              || world.network().isCutOff(process.name(), time.nanos())) {
            world.coverage().fault(Fault.WRITE_LOST);
            time.after(TIMEOUT, "write times out", fails);
          } else {
            arrive(write, name, fate, dies, life, answer, fails);
          }
        });
    return answer;
  }

  private void arrive(
      ProtocolWrite write,
      String name,
      Network.Fate fate,
      @Nullable CrashPoint dies,
      long life,
      CompletableFuture<WriteOutcome> answer,
      Runnable fails) {
    VirtualTime time = world.time();
    WriteOutcome outcome = applied(write, name);
    if (dies != null) {
      world.coverage().crashAfter(name);
      process.crash();
      dies.killed().run();
    } else if (fate == Network.Fate.ANSWER_LOST) {
      world.coverage().fault(Fault.ANSWER_LOST);
      time.after(TIMEOUT, "write times out", fails);
    } else if (fate == Network.Fate.SENT_TWICE) {
      world.coverage().fault(Fault.SENT_TWICE);
      time.after(
          world.network().way(),
          "write arrives again",
          () -> {
            WriteOutcome second = applied(write, name);
            time.after(
                world.network().way(),
                "write returns",
                process.inLife(life, () -> answer.complete(second)));
          });
    } else {
      time.after(
          world.network().way(),
          "write returns",
          process.inLife(life, () -> answer.complete(outcome)));
    }
  }

  private WriteOutcome applied(ProtocolWrite write, String name) {
    world.observer().beforeWrite(process.name(), write);
    WriteOutcome outcome = apply(write);
    boolean done = outcome instanceof WriteOutcome.Done;
    world.coverage().write(name, done);
    world.trace().say(process.name(), () -> "writes " + name + ": " + words(outcome));
    if (done) {
      lastWrite = name;
      world.observer().afterWrite(process.name(), write);
    }
    return outcome;
  }

  /** The API server. */
  public final ApiServer api() {
    return world.api();
  }

  public final VirtualTime time() {
    return world.time();
  }

  /** Performs it at this very instant, and has it judged. */
  public final void performAt(ProtocolWrite write) {
    var _ = applied(write, WriteName.of(write));
  }

  /** Performs it at this instant. */
  public WriteOutcome apply(ProtocolWrite write) {
    return world.api().perform(write, process.manager());
  }

  final void spare() {
    crash = null;
  }

  /** Where the process is to die at this very write. */
  private @Nullable CrashPoint crashPoint() {
    CrashPoint point = crash;
    boolean now = point != null && point.writesToGo() == 0;
    crash =
        point == null || now
            ? null
            : new CrashPoint(point.writesToGo() - 1, point.afterwards(), point.killed());
    return now ? point : null;
  }

  private static String words(WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Done done -> "done";
      case WriteOutcome.Stale stale -> "stale";
      case WriteOutcome.Refused refused -> "refused, " + refused.message();
      case WriteOutcome.Unavailable unavailable -> "unavailable, " + unavailable.message();
    };
  }
}
