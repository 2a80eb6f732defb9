package io.sweepstake.sweeps.store.parquet;

import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import io.sweepstake.sweeps.store.seal.Fingerprint;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * A flat Parquet file in memory: its key-value metadata and its rows, each an array with one
 * Integer, Long, Double, String or null per column.
 *
 * @param fingerprint of the file
 */
record ParquetFile(
    Map<String, String> metadata,
    List<String> columns,
    List<Object[]> rows,
    Fingerprint fingerprint) {

  /** Writes a file, and makes it durable before returning what it is known by. */
  static Fingerprint write(
      FileSystem files,
      Path path,
      String table,
      List<Column> columns,
      List<Object[]> rows,
      Map<String, String> metadata)
      throws IOException {
    List<Type> types = new ArrayList<>();
    columns.forEach(column -> types.add(column.type()));
    MessageType schema = new MessageType(table, types);
    Output output = new Output(files, path);
    try (ParquetWriter<Object[]> writer =
        new Writer(output, schema, columns, metadata)
            .withConf(files.getConf() == null ? new Configuration(false) : files.getConf())
            // Tables are small and their reader may lack native codecs; dictionaries do most of it.
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withDictionaryEncoding(true)
            .build()) {
      for (Object[] row : rows) {
        writer.write(row);
      }
    }
    return output.fingerprint();
  }

  /**
   * Reads a whole file.
   *
   * @throws IOException when it cannot be read
   * @throws RuntimeException of Parquet's own kinds when it is not, or no longer, a Parquet file
   */
  static ParquetFile read(FileSystem files, Path path) throws IOException {
    byte[] content;
    try (FSDataInputStream in = files.open(path)) {
      content = in.readAllBytes();
    }
    return read(content, path);
  }

  /**
   * Reads a file that is in memory.
   *
   * @param path for messages
   * @throws IOException when it is cut
   * @throws RuntimeException of Parquet's own kinds when it is not, or no longer, a Parquet file
   */
  static ParquetFile read(byte[] content, Path path) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new Input(content, path),
            // A flipped bit would be another number, and nobody would know.
            ParquetReadOptions.builder().usePageChecksumVerification(true).build())) {
      MessageType schema = reader.getFileMetaData().getSchema();
      List<String> columns = schema.getFields().stream().map(Type::getName).toList();
      List<Object[]> rows = new ArrayList<>();
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        Object[][] group = new Object[Math.toIntExact(pages.getRowCount())][columns.size()];
        // Column by column: what Parquet offers for whole records takes several times as long.
        ColumnReadStoreImpl store =
            new ColumnReadStoreImpl(
                pages, new NoConverter(), schema, reader.getFileMetaData().getCreatedBy());
        for (int k = 0; k < columns.size(); k++) {
          readColumn(store, schema.getColumnDescription(new String[] {columns.get(k)}), k, group);
        }
        rows.addAll(Arrays.asList(group));
      }
      return new ParquetFile(
          reader.getFileMetaData().getKeyValueMetaData(), columns, rows, Fingerprint.of(content));
    }
  }

  private static void readColumn(
      ColumnReadStoreImpl store, ColumnDescriptor column, int index, Object[][] rows) {
    ColumnReader cells = store.getColumnReader(column);
    PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
    Texts texts = new Texts();
    for (Object[] row : rows) {
      if (cells.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
        row[index] =
            switch (type) {
              case INT32 -> cells.getInteger();
              case INT64 -> cells.getLong();
              case DOUBLE -> cells.getDouble();
              case BINARY -> texts.of(cells.getBinary());
              default ->
                  throw new IllegalArgumentException(
                      "column " + column.getPath()[0] + ": must not be of type " + type);
            };
      }
      cells.consume();
    }
  }

  /** The texts of a column, of which most columns have few different ones. */
  private static final class Texts {
    private static final int MOST = 256;

    private final Map<Binary, String> known = new HashMap<>();
    private Binary last;
    private String text;

    String of(Binary bytes) {
      // A dictionary gives the same object again.
      if (bytes != last) {
        text = known.get(bytes);
        if (text == null) {
          text = bytes.toStringUsingUTF8();
          if (known.size() < MOST) {
            known.put(bytes.copy(), text);
          }
        }
        last = bytes;
      }
      return text;
    }
  }

  /** Stands where values would be sent one by one; they are fetched instead. */
  private static final class NoConverter extends GroupConverter {
    @Override
    public Converter getConverter(int index) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private static final class Writer extends ParquetWriter.Builder<Object[], Writer> {
    private final MessageType schema;
    private final List<Column> columns;
    private final Map<String, String> metadata;

    Writer(
        OutputFile file, MessageType schema, List<Column> columns, Map<String, String> metadata) {
      super(file);
      this.schema = schema;
      this.columns = columns;
      this.metadata = metadata;
    }

    @Override
    protected Writer self() {
      return this;
    }

    @Override
    protected WriteSupport<Object[]> getWriteSupport(Configuration conf) {
      return new WriteSupport<>() {
        private RecordConsumer consumer;

        @Override
        public WriteContext init(Configuration configuration) {
          return new WriteContext(schema, metadata);
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
          consumer = recordConsumer;
        }

        @Override
        public void write(Object[] row) {
          consumer.startMessage();
          for (int k = 0; k < row.length; k++) {
            if (row[k] != null) {
              consumer.startField(columns.get(k).name(), k);
              add(row[k]);
              consumer.endField(columns.get(k).name(), k);
            }
          }
          consumer.endMessage();
        }

        private void add(Object value) {
          if (value instanceof Integer number) {
            consumer.addInteger(number);
          } else if (value instanceof Long number) {
            consumer.addLong(number);
          } else if (value instanceof Double number) {
            consumer.addDouble(number);
          } else {
            consumer.addBinary(Binary.fromString((String) value));
          }
        }
      };
    }
  }

  /** A file to be written, once; what went into it so far has a checksum. */
  private static final class Output implements OutputFile {
    private final FileSystem files;
    private final Path path;
    private final CRC32C sum = new CRC32C();
    private long bytes;

    Output(FileSystem files, Path path) {
      this.files = files;
      this.path = path;
    }

    Fingerprint fingerprint() {
      return Fingerprint.of(bytes, sum);
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
      FSDataOutputStream out = files.create(path, false);
      return new DelegatingPositionOutputStream(HadoopStreams.wrap(out)) {
        private boolean closed;

        @Override
        public void write(int b) throws IOException {
          super.write(b);
          sum.update(b);
          bytes++;
        }

        @Override
        public void write(byte[] content) throws IOException {
          write(content, 0, content.length);
        }

        @Override
        public void write(byte[] content, int from, int length) throws IOException {
          super.write(content, from, length);
          sum.update(content, from, length);
          bytes += length;
        }

        @Override
        public long getPos() throws IOException {
          return out.getPos();
        }

        @Override
        public void close() throws IOException {
          if (!closed) {
            closed = true;
            try (out) {
              StudyDirectory.sync(out);
            }
          }
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  /** A file that is in memory. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Input(byte[] content, Path path) implements InputFile {
    @Override
    public long getLength() {
      return content.length;
    }

    @Override
    public SeekableInputStream newStream() {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      return new DelegatingSeekableInputStream(new ByteBufferBackedInputStream(buffer)) {
        @Override
        public long getPos() {
          return buffer.position();
        }

        @Override
        public void seek(long position) throws IOException {
          if (position < 0 || position > content.length) {
            throw new EOFException(path + ": has no byte " + position);
          }
          buffer.position((int) position);
        }
      };
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }
}
