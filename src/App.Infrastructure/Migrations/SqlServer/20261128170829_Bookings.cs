using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Infrastructure.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Bookings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Events_CalendarId_Start_End",
                table: "Events");

            migrationBuilder.AddColumn<bool>(
                name: "IsOwnSeries",
                table: "Events",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "AvailabilityRules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Hours = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    BufferBeforeMinutes = table.Column<int>(type: "int", nullable: false),
                    BufferAfterMinutes = table.Column<int>(type: "int", nullable: false),
                    NoticeMinutes = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AvailabilityRules", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AvailabilityRules_Members_Id",
                        column: x => x.Id,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Bookings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    BookedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Status = table.Column<int>(type: "int", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: false),
                    TimeZone = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Attendees = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Meeting = table.Column<int>(type: "int", nullable: false),
                    MeetingProvider = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Location = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Link = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Notes = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Reference = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    HeldUntil = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CancelReason = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Reminders = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Marks = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Bookings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Bookings_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BusyStates",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    BusyVersion = table.Column<long>(type: "bigint", nullable: false),
                    ChangedFrom = table.Column<long>(type: "bigint", nullable: true),
                    ChangedTo = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BusyStates", x => x.MemberId);
                    table.ForeignKey(
                        name: "FK_BusyStates_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ConflictDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ConflictId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Undo = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    UndoneAt = table.Column<long>(type: "bigint", nullable: true),
                    UndoneBy = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConflictDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConflictDecisions_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Conflicts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PairKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    Outcome = table.Column<int>(type: "int", nullable: true),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: false),
                    GivesWay = table.Column<bool>(type: "bit", nullable: false),
                    FoundAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    First_CalendarId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    First_End = table.Column<long>(type: "bigint", nullable: false),
                    First_ExternalId = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    First_Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    First_IsAllDay = table.Column<bool>(type: "bit", nullable: false),
                    First_Original = table.Column<long>(type: "bigint", nullable: true),
                    First_SeriesKey = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    First_Source = table.Column<int>(type: "int", nullable: false),
                    First_Start = table.Column<long>(type: "bigint", nullable: false),
                    First_Title = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Second_CalendarId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Second_End = table.Column<long>(type: "bigint", nullable: false),
                    Second_ExternalId = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Second_Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Second_IsAllDay = table.Column<bool>(type: "bit", nullable: false),
                    Second_Original = table.Column<long>(type: "bigint", nullable: true),
                    Second_SeriesKey = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Second_Source = table.Column<int>(type: "int", nullable: false),
                    Second_Start = table.Column<long>(type: "bigint", nullable: false),
                    Second_Title = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Conflicts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Conflicts_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EventMarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CalendarId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ExternalKey = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: true),
                    Purpose = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EventMarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EventMarks_Calendars_CalendarId",
                        column: x => x.CalendarId,
                        principalTable: "Calendars",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "IgnoredSeries",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SeriesKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IgnoredSeries", x => new { x.MemberId, x.SeriesKey });
                    table.ForeignKey(
                        name: "FK_IgnoredSeries_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "InterviewCorrections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Source = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reach = table.Column<int>(type: "int", nullable: false),
                    IsInterview = table.Column<bool>(type: "bit", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: true),
                    Company = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    JobTitle = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InterviewCorrections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InterviewCorrections_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OwnReminders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OccasionKind = table.Column<int>(type: "int", nullable: false),
                    OccasionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MinutesBefore = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OwnReminders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OwnReminders_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReminderPlans",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Wish = table.Column<long>(type: "bigint", nullable: false),
                    LaidOutWish = table.Column<long>(type: "bigint", nullable: false),
                    BusyVersion = table.Column<long>(type: "bigint", nullable: false),
                    UpTo = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReminderPlans", x => x.MemberId);
                    table.ForeignKey(
                        name: "FK_ReminderPlans_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Reminders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OccasionKind = table.Column<int>(type: "int", nullable: false),
                    OccasionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MinutesBefore = table.Column<int>(type: "int", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<int>(type: "int", nullable: false),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    NotificationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    MailDueAt = table.Column<long>(type: "bigint", nullable: true),
                    MailTries = table.Column<int>(type: "int", nullable: false),
                    MailedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reminders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Reminders_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReminderSettings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Times = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    InApp = table.Column<bool>(type: "bit", nullable: false),
                    ByMail = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReminderSettings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReminderSettings_Members_Id",
                        column: x => x.Id,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TimeBlocks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: false),
                    TimeZone = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Rule = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Excluded = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LaidOutTo = table.Column<long>(type: "bigint", nullable: false),
                    LaidOutBy = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TimeBlocks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TimeBlocks_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BookingCells",
                columns: table => new
                {
                    HostId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Cell = table.Column<long>(type: "bigint", nullable: false),
                    BookingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingCells", x => new { x.HostId, x.Cell });
                    table.ForeignKey(
                        name: "FK_BookingCells_Bookings_BookingId",
                        column: x => x.BookingId,
                        principalTable: "Bookings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BookingHosts",
                columns: table => new
                {
                    BookingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: false),
                    Claims = table.Column<bool>(type: "bit", nullable: false),
                    Order = table.Column<int>(type: "int", nullable: false),
                    Invites = table.Column<bool>(type: "bit", nullable: false),
                    CalendarId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ConnectionId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CalendarExternalId = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    EventKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ExternalId = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    SeriesId = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ETag = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ICalUid = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    WrittenAt = table.Column<long>(type: "bigint", nullable: true),
                    Seen = table.Column<bool>(type: "bit", nullable: false),
                    Noticed = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingHosts", x => new { x.BookingId, x.MemberId });
                    table.ForeignKey(
                        name: "FK_BookingHosts_Bookings_BookingId",
                        column: x => x.BookingId,
                        principalTable: "Bookings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_BookingHosts_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BookingSteps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    BookingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Undo = table.Column<bool>(type: "bit", nullable: false),
                    Wanted = table.Column<long>(type: "bigint", nullable: false),
                    Settled = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<int>(type: "int", nullable: false),
                    Begun = table.Column<bool>(type: "bit", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    ErrorCode = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Failures = table.Column<int>(type: "int", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    LeaseOwner = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LeaseUntil = table.Column<long>(type: "bigint", nullable: true),
                    Fence = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BookingSteps_Bookings_BookingId",
                        column: x => x.BookingId,
                        principalTable: "Bookings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BlockSpans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    BlockId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Original = table.Column<long>(type: "bigint", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BlockSpans", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BlockSpans_TimeBlocks_BlockId",
                        column: x => x.BlockId,
                        principalTable: "TimeBlocks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Events_CalendarId_Start_End_Status_Transparency_Response_Type_StartDate_Id",
                table: "Events",
                columns: new[] { "CalendarId", "Start", "End", "Status", "Transparency", "Response", "Type", "StartDate", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BlockSpans_BlockId_Original",
                table: "BlockSpans",
                columns: new[] { "BlockId", "Original" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BlockSpans_MemberId_Start_End_BlockId",
                table: "BlockSpans",
                columns: new[] { "MemberId", "Start", "End", "BlockId" });

            migrationBuilder.CreateIndex(
                name: "IX_BookingCells_BookingId",
                table: "BookingCells",
                column: "BookingId");

            migrationBuilder.CreateIndex(
                name: "IX_BookingHosts_CalendarId",
                table: "BookingHosts",
                column: "CalendarId");

            migrationBuilder.CreateIndex(
                name: "IX_BookingHosts_MemberId_Start_End_Claims_BookingId",
                table: "BookingHosts",
                columns: new[] { "MemberId", "Start", "End", "Claims", "BookingId" });

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_HeldUntil",
                table: "Bookings",
                column: "HeldUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_OrganizationId_Reference",
                table: "Bookings",
                columns: new[] { "OrganizationId", "Reference" });

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_OrganizationId_Start_Id",
                table: "Bookings",
                columns: new[] { "OrganizationId", "Start", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Bookings_Status_End",
                table: "Bookings",
                columns: new[] { "Status", "End" });

            migrationBuilder.CreateIndex(
                name: "IX_BookingSteps_BookingId",
                table: "BookingSteps",
                column: "BookingId");

            migrationBuilder.CreateIndex(
                name: "IX_BookingSteps_DueAt",
                table: "BookingSteps",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_BookingSteps_MemberId_LeaseUntil",
                table: "BookingSteps",
                columns: new[] { "MemberId", "LeaseUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_BusyStates_ChangedFrom",
                table: "BusyStates",
                column: "ChangedFrom");

            migrationBuilder.CreateIndex(
                name: "IX_ConflictDecisions_At",
                table: "ConflictDecisions",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ConflictDecisions_ConflictId_At",
                table: "ConflictDecisions",
                columns: new[] { "ConflictId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ConflictDecisions_MemberId_At_Id",
                table: "ConflictDecisions",
                columns: new[] { "MemberId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Conflicts_End",
                table: "Conflicts",
                column: "End");

            migrationBuilder.CreateIndex(
                name: "IX_Conflicts_MemberId_PairKey",
                table: "Conflicts",
                columns: new[] { "MemberId", "PairKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Conflicts_MemberId_Start_Id",
                table: "Conflicts",
                columns: new[] { "MemberId", "Start", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Conflicts_State_End",
                table: "Conflicts",
                columns: new[] { "State", "End" });

            migrationBuilder.CreateIndex(
                name: "IX_EventMarks_CalendarId_ExternalKey",
                table: "EventMarks",
                columns: new[] { "CalendarId", "ExternalKey" },
                unique: true,
                filter: "[ExternalKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_InterviewCorrections_MemberId_Source_Key_Reach",
                table: "InterviewCorrections",
                columns: new[] { "MemberId", "Source", "Key", "Reach" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OwnReminders_MemberId_CreatedAt_Id",
                table: "OwnReminders",
                columns: new[] { "MemberId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_OwnReminders_MemberId_OccasionKind_OccasionId_MinutesBefore",
                table: "OwnReminders",
                columns: new[] { "MemberId", "OccasionKind", "OccasionId", "MinutesBefore" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_MailDueAt",
                table: "Reminders",
                column: "MailDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_MemberId_OccasionKind_OccasionId_MinutesBefore_Start",
                table: "Reminders",
                columns: new[] { "MemberId", "OccasionKind", "OccasionId", "MinutesBefore", "Start" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_Start",
                table: "Reminders",
                column: "Start");

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_Status_DueAt",
                table: "Reminders",
                columns: new[] { "Status", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TimeBlocks_LaidOutTo",
                table: "TimeBlocks",
                column: "LaidOutTo");

            migrationBuilder.CreateIndex(
                name: "IX_TimeBlocks_MemberId_CreatedAt_Id",
                table: "TimeBlocks",
                columns: new[] { "MemberId", "CreatedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AvailabilityRules");

            migrationBuilder.DropTable(
                name: "BlockSpans");

            migrationBuilder.DropTable(
                name: "BookingCells");

            migrationBuilder.DropTable(
                name: "BookingHosts");

            migrationBuilder.DropTable(
                name: "BookingSteps");

            migrationBuilder.DropTable(
                name: "BusyStates");

            migrationBuilder.DropTable(
                name: "ConflictDecisions");

            migrationBuilder.DropTable(
                name: "Conflicts");

            migrationBuilder.DropTable(
                name: "EventMarks");

            migrationBuilder.DropTable(
                name: "IgnoredSeries");

            migrationBuilder.DropTable(
                name: "InterviewCorrections");

            migrationBuilder.DropTable(
                name: "OwnReminders");

            migrationBuilder.DropTable(
                name: "ReminderPlans");

            migrationBuilder.DropTable(
                name: "Reminders");

            migrationBuilder.DropTable(
                name: "ReminderSettings");

            migrationBuilder.DropTable(
                name: "TimeBlocks");

            migrationBuilder.DropTable(
                name: "Bookings");

            migrationBuilder.DropIndex(
                name: "IX_Events_CalendarId_Start_End_Status_Transparency_Response_Type_StartDate_Id",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "IsOwnSeries",
                table: "Events");

            migrationBuilder.CreateIndex(
                name: "IX_Events_CalendarId_Start_End",
                table: "Events",
                columns: new[] { "CalendarId", "Start", "End" });
        }
    }
}
