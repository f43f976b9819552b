using System.IO.Compression;
using System.Xml;

namespace ClaimBook.Engine.Book.Import;

/// <summary>What of a workbook's parts the reader of its sheets does not tell: from when days count, and which cells hold errors.</summary>
sealed class WorkbookParts
{
    // What a workbook may unpack to: all of it, and its parts that are kept in memory.
    const long MostBytes = 512L << 20, MostBytesInMemory = 96L << 20;

    static readonly XmlReaderSettings s_xml = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    readonly Dictionary<string, Dictionary<(int Row, int Column), string>> _errors = new(StringComparer.OrdinalIgnoreCase);
    readonly List<string> _sheets = [];

    WorkbookParts()
    {
    }

    /// <summary>Whether days are counted from 1904, as on old Macintoshes.</summary>
    public bool IsFrom1904 { get; private set; }

    /// <summary>Inflates everything once: what is damaged is known by its CRC, and what a few bytes blow up to is counted before it does harm.</summary>
    /// <exception cref="ClaimBookException">It is no workbook that can be read, or too large.</exception>
    public static WorkbookParts Read(FileStream file)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.GetEntry("mimetype") is not null)
            throw new ClaimBookException("is an OpenDocument file. Save it as .xlsx.");
        if (archive.Entries.Any(e => e.Name.Equals("workbook.bin", StringComparison.OrdinalIgnoreCase)))
            throw new ClaimBookException("is a binary workbook (.xlsb). Save it as .xlsx.");
        var workbook = archive.Entries.FirstOrDefault(e => e.Name.Equals("workbook.xml", StringComparison.OrdinalIgnoreCase))
            ?? throw new ClaimBookException("is a zip, but no workbook. Import the .xlsx or the .csv itself.");
        var parts = new WorkbookParts();
        long all = 0;
        foreach (var entry in archive.Entries)
        {
            var isSheet = entry.FullName.Contains("worksheets/", StringComparison.OrdinalIgnoreCase);
            if (Inflate(entry, isSheet, ref all) && isSheet)
                parts._errors.Add(entry.FullName, Errors(entry));
        }
        parts.ReadWorkbook(archive, workbook);
        return parts;
    }

    /// <summary>The errors of a sheet, by row and column from 1 on.</summary>
    /// <param name="sheet">Its place in the workbook, from 0.</param>
    public IReadOnlyDictionary<(int Row, int Column), string> ErrorsOf(int sheet) =>
        sheet < _sheets.Count && _errors.TryGetValue(_sheets[sheet], out var errors) ? errors : [];

    /// <summary>Reads a part to its end, and answers whether it may have cells with errors.</summary>
    static bool Inflate(ZipArchiveEntry entry, bool isSheet, ref long all)
    {
        const int overlap = 4;
        var buffer = new byte[(1 << 16) + overlap];
        var hasErrors = false;
        using var content = new ZipEntryContent(entry);
        int read;
        for (long part = 0; (read = content.Read(buffer.AsSpan(overlap))) > 0;)
        {
            (part, all) = (part + read, all + read);
            if (all > MostBytes || (part > MostBytesInMemory && !isSheet))
            {
                throw new ClaimBookException(
                    $"is a workbook that unpacks to more than {MostBytes >> 20} MB, or {MostBytesInMemory >> 20} MB in one of its parts. Split it into several files.");
            }
            ReadOnlySpan<byte> seen = buffer.AsSpan(0, overlap + read);
            hasErrors |= seen.IndexOf("t=\"e\""u8) >= 0 || seen.IndexOf("t='e'"u8) >= 0;
            seen[^overlap..].CopyTo(buffer);
        }
        return hasErrors;
    }

    static Dictionary<(int Row, int Column), string> Errors(ZipArchiveEntry entry)
    {
        Dictionary<(int Row, int Column), string> errors = [];
        using var xml = XmlReader.Create(entry.Open(), s_xml);
        var (row, column, isError, isValue) = (0, 0, false, false);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                if (xml.LocalName == "row")
                    (row, column) = (int.TryParse(xml.GetAttribute("r"), out var number) ? number : row + 1, 0);
                else if (xml.LocalName == "c")
                    (column, isError) = (xml.GetAttribute("r") is { } address ? ColumnOf(address) : column + 1, xml.GetAttribute("t") == "e");
                isValue = xml.LocalName == "v";
            }
            else if (isError && isValue && xml.NodeType == XmlNodeType.Text)
            {
                errors[(row, column)] = xml.Value;
            }
        }
        return errors;
    }

    static int ColumnOf(string address) => address.TakeWhile(char.IsAsciiLetter).Aggregate(0, (number, letter) => (number * 26) + char.ToUpperInvariant(letter) - 'A' + 1);

    /// <summary>Finds the parts of the sheets, in the order of the workbook.</summary>
    void ReadWorkbook(ZipArchive archive, ZipArchiveEntry workbook)
    {
        var folder = workbook.FullName[..^workbook.Name.Length];
        Dictionary<string, string> targets = [];
        if (archive.GetEntry($"{folder}_rels/{workbook.Name}.rels") is { } relationships)
        {
            foreach (var element in Elements(relationships, "Relationship"))
            {
                var target = element.GetAttribute("Target") ?? "";
                targets[element.GetAttribute("Id") ?? ""] = target.StartsWith('/') ? target[1..] : folder + target;
            }
        }
        foreach (var element in Elements(workbook, "workbookPr"))
            IsFrom1904 = element.GetAttribute("date1904") is "1" or "true";
        foreach (var element in Elements(workbook, "sheet"))
        {
            var id = "";
            for (var isMore = element.MoveToFirstAttribute(); isMore; isMore = element.MoveToNextAttribute())
                id = element is { LocalName: "id", Prefix.Length: > 0 } ? element.Value : id;
            _sheets.Add(targets.GetValueOrDefault(id, ""));
        }
    }

    static IEnumerable<XmlReader> Elements(ZipArchiveEntry entry, string name)
    {
        using var xml = XmlReader.Create(entry.Open(), s_xml);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == name)
                yield return xml;
        }
    }
}
