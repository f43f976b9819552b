using System.Text.Json.Nodes;

namespace ClaimBook.Api;

/// <summary>The shape of every table in JSON; described here, written by <see cref="Engine.Exports.TableJson"/>.</summary>
/// <param name="Columns">The columns in order.</param>
/// <param name="Rows">The rows: a value for each column's name.</param>
/// <param name="RowCount">How many rows there are before limit and offset.</param>
/// <param name="Notices">What a reader must know to read the figures right.</param>
/// <param name="Total">The value of each measure over the whole selection; only where there is one.</param>
/// <param name="NextCursor">Where the next page begins, null after the last; only for tables that are read by page.</param>
/// <param name="LoadId">The load whose data it is.</param>
sealed record TableDocument(
    IReadOnlyList<ColumnDocument> Columns, IReadOnlyList<JsonObject> Rows, int RowCount, IReadOnlyList<string> Notices,
    JsonObject? Total = null, string? NextCursor = null, int? LoadId = null);

/// <summary>A column of a table.</summary>
/// <param name="Name">The name of its values in the rows.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Kind">How its values combine.</param>
/// <param name="Unit">What it counts; null if it counts nothing.</param>
sealed record ColumnDocument(string Name, string Label, string Kind, string? Unit);

/// <summary>The shape of every error: problem details, RFC 9457.</summary>
/// <param name="Type">A page about the status.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The status.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="TraceId">Names the request, for whoever reads the log.</param>
/// <param name="Errors">The parameters that are wrong, each with what is allowed; only where parameters are.</param>
sealed record ProblemDocument(
    string Type, string Title, int Status, string? Detail = null, string? TraceId = null,
    IReadOnlyList<ErrorDocument>? Errors = null);

/// <summary>What is wrong with a parameter.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
sealed record ErrorDocument(string Parameter, string Message);
