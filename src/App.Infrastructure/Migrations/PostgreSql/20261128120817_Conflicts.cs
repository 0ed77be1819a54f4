using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Infrastructure.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Conflicts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ConflictDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    ConflictId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Undo = table.Column<string>(type: "text", nullable: true),
                    UndoneAt = table.Column<long>(type: "bigint", nullable: true),
                    UndoneBy = table.Column<string>(type: "text", nullable: true),
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    PairKey = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Outcome = table.Column<int>(type: "integer", nullable: true),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: false),
                    GivesWay = table.Column<bool>(type: "boolean", nullable: false),
                    FoundAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    First_CalendarId = table.Column<Guid>(type: "uuid", nullable: true),
                    First_End = table.Column<long>(type: "bigint", nullable: false),
                    First_ExternalId = table.Column<string>(type: "text", nullable: true),
                    First_Id = table.Column<Guid>(type: "uuid", nullable: false),
                    First_IsAllDay = table.Column<bool>(type: "boolean", nullable: false),
                    First_Original = table.Column<long>(type: "bigint", nullable: true),
                    First_SeriesKey = table.Column<Guid>(type: "uuid", nullable: true),
                    First_Source = table.Column<int>(type: "integer", nullable: false),
                    First_Start = table.Column<long>(type: "bigint", nullable: false),
                    First_Title = table.Column<string>(type: "text", nullable: false),
                    Second_CalendarId = table.Column<Guid>(type: "uuid", nullable: true),
                    Second_End = table.Column<long>(type: "bigint", nullable: false),
                    Second_ExternalId = table.Column<string>(type: "text", nullable: true),
                    Second_Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Second_IsAllDay = table.Column<bool>(type: "boolean", nullable: false),
                    Second_Original = table.Column<long>(type: "bigint", nullable: true),
                    Second_SeriesKey = table.Column<Guid>(type: "uuid", nullable: true),
                    Second_Source = table.Column<int>(type: "integer", nullable: false),
                    Second_Start = table.Column<long>(type: "bigint", nullable: false),
                    Second_Title = table.Column<string>(type: "text", nullable: false)
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
                name: "IgnoredSeries",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    SeriesKey = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ConflictDecisions");

            migrationBuilder.DropTable(
                name: "Conflicts");

            migrationBuilder.DropTable(
                name: "IgnoredSeries");
        }
    }
}
