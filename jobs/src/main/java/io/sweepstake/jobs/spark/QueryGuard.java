package io.sweepstake.jobs.spark;

import io.sweepstake.jobs.config.Suggestion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedGenerator;
import org.apache.spark.sql.catalyst.analysis.UnresolvedNamespace;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.InheritAnalysisRules;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import scala.Product;
import scala.collection.JavaConverters;

/**
 * Lets a query read the views of a study by pure functions, and nothing else.
 *
 * <p>Spark SQL can run programs, call Java, load jars, and read and write any file. So a statement
 * is taken apart before Spark looks at what it names, and once more when Spark has resolved it:
 * each node of its plan, subqueries and all, must be of a kind listed here, each leaf a view of the
 * study, rows written out in the query, or a range, and each function one of Spark's that looks at
 * nothing but its arguments. What is not listed is refused, also what a later Spark may add.
 */
final class QueryGuard {
  private static final String LOGICAL = "org.apache.spark.sql.catalyst.plans.logical.";
  private static final String ANALYSIS = "org.apache.spark.sql.catalyst.analysis.";
  private static final String EXPRESSIONS = "org.apache.spark.sql.catalyst.expressions.";

  /** Statements that tell of the views rather than read them. */
  private static final Set<String> SHOWS =
      names(
          LOGICAL,
          "ShowViews ShowTables ShowColumns ShowFunctions DescribeRelation DescribeColumn");

  private static final Set<String> PLANS = new HashSet<>();

  static {
    PLANS.addAll(
        names(
            LOGICAL,
            "Aggregate CTERelationDef CTERelationRef Deduplicate Distinct Except Expand Filter"
                + " Generate GlobalLimit Intersect Join LateralJoin LocalLimit LocalRelation Offset"
                + " OneRowRelation Pivot Project Range RebalancePartitions Repartition"
                + " RepartitionByExpression ResolvedHint Sample Sort Subquery SubqueryAlias Union"
                + " Unpivot UnresolvedHint UnresolvedWith View Window WithCTE"
                + " WithWindowDefinition"));
    PLANS.addAll(
        names(
            ANALYSIS,
            "ResolvedInlineTable UnresolvedHaving UnresolvedInlineTable UnresolvedRelation"
                + " UnresolvedSubqueryColumnAliases UnresolvedTVFAliases"
                + " UnresolvedTableValuedFunction"));
  }

  /** What an expression is made of besides functions. */
  private static final Set<String> TERMS = new HashSet<>();

  static {
    TERMS.addAll(
        names(
            ANALYSIS,
            "CurrentNamespace$ MultiAlias ResolvedStar TempResolvedColumn UnresolvedAlias"
                + " UnresolvedAttribute"
                + " UnresolvedExtractValue UnresolvedFunction UnresolvedGenerator UnresolvedOrdinal"
                + " UnresolvedRegex UnresolvedStar"));
    TERMS.addAll(
        names(
            EXPRESSIONS,
            "Alias AttributeReference BinaryPredicate KnownNullable NamedArgumentExpression Cube"
                + " Rollup GroupingSets CurrentRow$ UnboundedPreceding$ UnboundedFollowing$"
                + " UnspecifiedFrame$ SpecifiedWindowFrame WindowExpression WindowSpecDefinition"
                + " WindowSpecReference UnresolvedWindowExpression Exists InSubquery"
                + " LateralSubquery ListQuery ScalarSubquery OuterReference LambdaFunction"
                + " NamedLambdaVariable UnresolvedNamedLambdaVariable LateralColumnAliasReference"
                + " Literal SortOrder VirtualColumn GetArrayItem GetArrayStructFields GetMapValue"
                + " GetStructField Between InSet LikeAll LikeAny NotLikeAll NotLikeAny ILikeAll"
                + " EqualNullSafe IsNotNull Explode JsonToStructs CheckOverflow Contains StartsWith"
                + " EndsWith DecimalAddNoOverflowCheck DateAddInterval DateAddYMInterval DateDiff"
                + " SubtractDates SubtractTimestamps TimestampAdd TimestampAddInterval"
                + " TimestampAddYMInterval TimestampDiff TimeAdd DatetimeSub MultiplyDTInterval"
                + " MultiplyYMInterval MultiplyInterval DivideDTInterval DivideYMInterval"
                + " DivideInterval ExtractIntervalYears ExtractIntervalMonths ExtractIntervalDays"
                + " ExtractIntervalHours ExtractIntervalMinutes ExtractIntervalSeconds"
                + " ExtractANSIIntervalYears ExtractANSIIntervalMonths ExtractANSIIntervalDays"
                + " ExtractANSIIntervalHours ExtractANSIIntervalMinutes ExtractANSIIntervalSeconds"
                + " SecondWithFraction YearOfWeek DayOfYear Ceil Floor RoundCeil RoundFloor"
                + " GetTimestamp StringLPad StringRPad BinaryPad Mask PreciseTimestampConversion"
                + " ParseToTimestamp DayOfWeek CurrentDate TryEval ArrayTransform UpdateFields"
                + " WithField DropField KnownNotNull aggregate.AggregateExpression"
                + " aggregate.PivotFirst aggregate.Average aggregate.Sum"
                + " aggregate.CountMinSketchAgg aggregate.PercentileCont"
                + " aggregate.PercentileDisc"));
    // What Spark 4 makes by builders, whose names its registry has; as pure as what they build.
    TERMS.addAll(
        names(
            EXPRESSIONS,
            "Collate Hour Inline MakeTimestamp MakeTimestampFromDateTime MakeTimestampNTZ Minute"
                + " PosExplode RaiseError Second TimeBucket ToCharacter TryMakeTimestamp"
                + " TryMakeTimestampFromDateTime aggregate.MaxBy aggregate.MaxMinByK"
                + " aggregate.MinBy aggregate.Mode"));
  }

  /** Groups of Spark's functions that look at nothing but their arguments, and the clock. */
  private static final Set<String> GROUPS =
      names(
          "",
          "agg_funcs array_funcs bitwise_funcs collection_funcs conditional_funcs conversion_funcs"
              + " csv_funcs datetime_funcs generator_funcs hash_funcs json_funcs lambda_funcs"
              + " map_funcs math_funcs predicate_funcs sketch_funcs string_funcs struct_funcs"
              + " url_funcs window_funcs");

  /** The others like that; their group has also those that run Java and tell of files and users. */
  private static final Set<String> OTHERS =
      names(
          "",
          "aes_decrypt aes_encrypt assert_true bitmap_bit_position bitmap_bucket_number"
              + " bitmap_count equal_null hll_sketch_estimate hll_union"
              + " monotonically_increasing_id raise_error spark_partition_id try_aes_decrypt typeof"
              + " uuid version");

  private static final Set<String> TABLE_FUNCTIONS =
      names(
          "",
          "explode explode_outer inline inline_outer json_tuple posexplode posexplode_outer range"
              + " stack");

  private static final List<String> VIEWS =
      List.of(
          "trials",
          "measurements",
          "evaluations",
          "retrainings",
          "runs",
          "decisions",
          "best_trial",
          "pareto",
          "history");

  private final SparkSession spark;
  private final Collection<String> views;
  private final Set<String> functions = new TreeSet<>();
  private final Set<String> expressions = new HashSet<>(TERMS);

  /**
   * A guard of a session.
   *
   * @param views the temporary views that may be read
   */
  QueryGuard(SparkSession spark, Collection<String> views) {
    this.spark = spark;
    this.views = views;
    FunctionRegistry registry = FunctionRegistry.builtin();
    for (FunctionIdentifier name : JavaConverters.seqAsJavaList(registry.listFunction())) {
      ExpressionInfo info = registry.lookupFunction(name).get();
      if (GROUPS.contains(info.getGroup()) || OTHERS.contains(name.funcName())) {
        functions.add(name.funcName());
        expressions.add(info.getClassName());
      }
    }
  }

  /** A guard before there is a session: of all views that a study may have. */
  QueryGuard() {
    this(null, VIEWS);
  }

  /**
   * Looks a statement over as it is written, without a session.
   *
   * @return what it reads, as it is written, unless it only tells of the views
   * @throws QueryException if it is not a query of views that a study may have by pure functions
   * @throws Exception Spark's own, which Scala does not declare, if it is no SQL
   */
  Optional<LogicalPlan> read(String sql) throws Exception {
    return look(parsed(sql), sql);
  }

  /** The views that a statement may read, and perhaps other names. */
  Set<String> named(String sql) throws Exception {
    Set<String> names = new HashSet<>();
    LogicalPlan statement = parsed(sql);
    for (TreeNode<?> node : below(statement)) {
      if (node instanceof UnresolvedRelation relation) {
        names.addAll(JavaConverters.seqAsJavaList(relation.multipartIdentifier()));
      } else if (node instanceof UnresolvedTableOrView shown) {
        names.addAll(JavaConverters.seqAsJavaList(shown.multipartIdentifier()));
      } else if (SHOWS.contains(node.getClass().getName())) {
        names.addAll(views);
      }
    }
    return names;
  }

  /** Whether a statement tells of views rather than reads them. */
  boolean tells(String sql) {
    return SHOWS.contains(parsed(sql).getClass().getName());
  }

  private static LogicalPlan parsed(String sql) {
    SQLConf plain = new SQLConf();
    // Else ${env:NAME} in a query is a variable of this process.
    plain.setConfString("spark.sql.variable.substitute", "false");
    return SQLConf.withExistingConf(plain, () -> new SparkSqlParser().parsePlan(sql));
  }

  /**
   * Looks a statement over, without running it.
   *
   * @throws QueryException if it is not a query of the views by pure functions
   * @throws Exception Spark's own, which Scala does not declare, if it is no SQL or names a column
   *     that is not there
   */
  void admit(String sql) throws Exception {
    Optional<LogicalPlan> reads = look(spark.sessionState().sqlParser().parsePlan(sql), sql);
    if (reads.isPresent()) {
      check(
          spark
              .sessionState()
              .executePlan(reads.get(), spark.sessionState().executePlan$default$2())
              .analyzed(),
          sql);
    }
  }

  /** Looks a parsed statement over: what it reads, unless it only tells of the views. */
  private Optional<LogicalPlan> look(LogicalPlan statement, String sql) {
    LogicalPlan plan = statement;
    if (plan instanceof ExplainCommand explain) {
      plan = explain.logicalPlan();
    } else if (plan instanceof DescribeQueryCommand describe) {
      plan = describe.plan();
    }
    if (SHOWS.contains(plan.getClass().getName())) {
      for (TreeNode<?> node : below(plan)) {
        if (node != plan) {
          checkShown(node, sql);
        }
      }
      return Optional.empty();
    }
    check(plan, sql);
    return Optional.of(plan);
  }

  /** The functions that a query may call, in the order of the alphabet. */
  Set<String> functions() {
    return Collections.unmodifiableSet(functions);
  }

  private void check(LogicalPlan plan, String sql) {
    List<TreeNode<?>> nodes = below(plan);
    Set<String> relations = new HashSet<>();
    views.forEach(view -> relations.add(lower(view)));
    for (TreeNode<?> node : nodes) {
      if (node instanceof UnresolvedWith with) {
        JavaConverters.seqAsJavaList(with.cteRelations())
            .forEach(named -> relations.add(lower(named._1())));
      }
    }
    for (TreeNode<?> node : nodes) {
      String kind = node.getClass().getName();
      if (node instanceof UnresolvedRelation relation) {
        checkRelation(JavaConverters.seqAsJavaList(relation.multipartIdentifier()), relations);
      } else if (node instanceof UnresolvedFunction function) {
        checkFunction(JavaConverters.seqAsJavaList(function.nameParts()), functions);
      } else if (node instanceof UnresolvedGenerator generator) {
        checkFunction(List.of(generator.name().unquotedString()), functions);
      } else if (node instanceof UnresolvedTableValuedFunction function) {
        checkFunction(JavaConverters.seqAsJavaList(function.name()), TABLE_FUNCTIONS);
      } else if (node instanceof View view && !mine(view)) {
        checkRelation(List.of(view.desc().identifier().unquotedString()), Set.of());
      } else if (!(node instanceof LogicalPlan ? PLANS : expressions).contains(kind)) {
        throw refused(node, sql);
      }
    }
  }

  private void checkShown(TreeNode<?> node, String sql) {
    if (node instanceof UnresolvedTableOrView shown) {
      Set<String> known = new HashSet<>();
      views.forEach(view -> known.add(lower(view)));
      checkRelation(JavaConverters.seqAsJavaList(shown.multipartIdentifier()), known);
    } else if (node instanceof UnresolvedNamespace namespace
        ? !namespace.multipartIdentifier().isEmpty()
        : !TERMS.contains(node.getClass().getName())) {
      throw refused(node, sql);
    }
  }

  private void checkRelation(List<String> name, Set<String> known) {
    if (name.size() != 1) {
      throw new QueryException(
          "query: only the views of the study can be read, "
              + String.join(", ", views)
              + ", was "
              + String.join(".", name),
          null);
    }
    if (!known.contains(lower(name.get(0)))) {
      throw new QueryException(
          "query: no view is called " + name.get(0) + Suggestion.clause(name.get(0), views), null);
    }
  }

  private void checkFunction(List<String> name, Set<String> known) {
    String called = String.join(".", name);
    if (known.contains(lower(called))) {
      return;
    }
    boolean built =
        FunctionRegistry.builtin().functionExists(new FunctionIdentifier(lower(called)));
    throw new QueryException(
        built
            ? "query: only functions that look at nothing but their arguments are allowed, was "
                + called
            : "query: no function is called "
                + called
                + Suggestion.nearest(called, known)
                    .map(nearest -> "; did you mean " + nearest + "?")
                    .orElse(""),
        null);
  }

  private static QueryException refused(TreeNode<?> node, String sql) {
    return new QueryException(
        "query: only reads are allowed, of the study's views and by pure functions; "
            + node.getClass().getSimpleName().replaceAll("\\$$", "")
            + " is not, was "
            + sql.strip().replaceAll("\\s+", " "),
        null);
  }

  /** Whether a view is one of ours: only {@link StudyQuery} makes temporary views. */
  private boolean mine(View view) {
    return view.isTempView()
        && view.desc().identifier().database().isEmpty()
        && views.contains(view.desc().identifier().table());
  }

  /**
   * A plan's nodes and those of all it holds, wherever it holds them; not what our views are made
   * of, nor what Spark replaces an admitted function with.
   */
  private List<TreeNode<?>> below(LogicalPlan plan) {
    List<TreeNode<?>> found = new ArrayList<>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>(List.of(plan));
    while (!open.isEmpty()) {
      Object next = open.pop();
      if (next instanceof DataType || !seen.add(next)) {
        continue;
      }
      if (next instanceof TreeNode<?> node) {
        found.add(node);
        if (node instanceof View view && mine(view)) {
          continue;
        }
        if (node instanceof InheritAnalysisRules replaced) {
          open.push(replaced.parameters());
          continue;
        }
        JavaConverters.seqAsJavaList(node.children()).forEach(open::push);
        JavaConverters.asJavaCollection(node.innerChildren()).forEach(open::push);
      }
      if (next instanceof scala.collection.Iterable<?> many) {
        JavaConverters.asJavaCollection(many).stream()
            .filter(QueryGuard::holds)
            .forEach(open::push);
      } else if (next instanceof Product parts) {
        JavaConverters.asJavaIterator(parts.productIterator())
            .forEachRemaining(
                part -> {
                  if (holds(part)) {
                    open.push(part);
                  }
                });
      }
    }
    return found;
  }

  /** Whether something may hold nodes: nodes, and the collections, options and tuples of Scala. */
  private static boolean holds(Object part) {
    return part instanceof TreeNode<?>
        || part instanceof scala.collection.Iterable<?>
        || (part instanceof Product && part.getClass().getName().startsWith("scala."));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static Set<String> names(String prefix, String list) {
    Set<String> names = new HashSet<>();
    for (String name : list.split(" ")) {
      names.add(prefix + name);
    }
    return names;
  }
}
