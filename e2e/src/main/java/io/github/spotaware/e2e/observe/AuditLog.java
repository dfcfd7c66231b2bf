package io.github.spotaware.e2e.observe;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The audit log of an API server that is still writing it: one JSON event a line, there before the
 * answer goes out. Reads on where it stopped. Safe for use by several threads.
 */
public final class AuditLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<AuditEvent> events = new ArrayList<>();
  private long position;
  private boolean midLine;

  private AuditLog(Path file, long position, boolean midLine) {
    this.file = file;
    this.position = position;
    this.midLine = midLine;
  }

  /** All of it. */
  public static AuditLog of(Path file) {
    return new AuditLog(file, 0, false);
  }

  /** Only what is written from now on. A line that is half written is from before. */
  public static AuditLog fromNow(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      boolean midLine = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
      return new AuditLog(file, size, midLine);
    } catch (IOException e) {
      throw new EnvironmentException("no audit log at " + file, e);
    }
  }

  /** What is in it so far, in the order of the answers. A line that is half written waits. */
  public synchronized AuditEvents events() {
    String fresh = readOn();
    int end = fresh.lastIndexOf('\n') + 1;
    int start = midLine ? fresh.indexOf('\n') + 1 : 0;
    midLine &= start == 0;
    for (String line : fresh.substring(start, end).split("\n", -1)) {
      if (!line.isBlank()) {
        events.add(parse(line));
      }
    }
    position += fresh.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    return new AuditEvents(events);
  }

  /** To the end; where that is inside a character, its line is incomplete and is read again. */
  private String readOn() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(position);
      ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size() - position));
      while (content.hasRemaining() && channel.read(content) >= 0) {
        continue;
      }
      return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EnvironmentException("could not read the audit log " + file, e);
    }
  }

  private static AuditEvent parse(String line) {
    try {
      return AuditEvent.of(JSON.readTree(line));
    } catch (IOException e) {
      throw new EnvironmentException("not a line of an audit log: " + line, e);
    }
  }
}
