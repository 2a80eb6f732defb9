package io.sweepstake.problems.auction.bids;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * The lines of a text file that begin in a range of its bytes. They end in LF, CR or both. The text
 * is in any encoding that has digits where ASCII has them, or in UTF-16 where its mark says so:
 * then the range that begins with the file has all its lines.
 */
final class TextLines implements Closeable {
  private static final int BUFFER = 1 << 16;

  /** A row of bids that is longer than this is none. */
  private static final int LONGEST = 1 << 20;

  private final Path file;
  private final FSDataInputStream in;
  private final long end;
  private final BufferedReader utf16; // null for all other encodings
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int filled;
  private int at;
  private long position; // of buffer[at] in the file
  private long count;
  private boolean marked; // the first line begins after a mark that may fill the range

  TextLines(Path file, long start, long end, Configuration hadoop) throws IOException {
    this.file = file;
    this.end = end;
    in = file.getFileSystem(hadoop).open(file);
    boolean wide = isUtf16();
    utf16 =
        wide && start == 0
            ? new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_16))
            : null;
    if (wide && start > 0) {
      position = end;
    } else if (start > 0) {
      seek(start - 1);
      skipLine();
    } else if (!wide) {
      skipMark();
    }
  }

  private boolean isUtf16() throws IOException {
    int first = in.read();
    int second = in.read();
    in.seek(0);
    return first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE;
  }

  private void skipMark() throws IOException {
    if (peek() != 0xEF) {
      return;
    }
    seek(0);
    marked = read() == 0xEF && read() == 0xBB && read() == 0xBF;
    if (!marked) {
      seek(0);
    }
  }

  private void seek(long to) throws IOException {
    in.seek(to);
    position = to;
    at = 0;
    filled = 0;
  }

  /** How many lines have been read. */
  long count() {
    return count;
  }

  /** The next line, or null after the last. */
  String next() throws IOException {
    String text = utf16 == null ? nextOfBytes() : utf16.readLine();
    if (text == null) {
      return null;
    }
    count++;
    if (text.indexOf('\0') >= 0) {
      throw new BadRowException(": must be text, has bytes of 0");
    }
    return text;
  }

  private String nextOfBytes() throws IOException {
    if (position >= end && !marked || peek() < 0) {
      return null;
    }
    marked = false;
    line.reset();
    for (int b = read(); b >= 0 && !ends(b); b = read()) {
      line.write(b);
      if (line.size() > LONGEST) {
        count++;
        throw new BadRowException(": must be a row of bids, is longer than " + LONGEST + " bytes");
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private void skipLine() throws IOException {
    int b = read();
    while (b >= 0 && !ends(b)) {
      b = read();
    }
  }

  /** Whether a byte ends its line; takes the second of a CR and LF too. */
  private boolean ends(int b) throws IOException {
    if (b == '\r' && peek() == '\n') {
      read();
    }
    return b == '\n' || b == '\r';
  }

  private int peek() throws IOException {
    if (at == filled) {
      filled = Math.max(0, in.read(buffer, 0, BUFFER));
      at = 0;
    }
    return at < filled ? buffer[at] & 0xFF : -1;
  }

  private int read() throws IOException {
    int b = peek();
    if (b >= 0) {
      at++;
      position++;
    }
    return b;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  @Override
  public String toString() {
    return file + " from byte " + position;
  }
}
